namespace AerNas.Data.Batches;

/// <summary>The two batches of one step of a search; they live as long as a <see cref="Batch"/> of a loader does.</summary>
/// <param name="Train">Images that train the network weights w.</param>
/// <param name="Valid">Images that train alpha.</param>
public sealed record SearchBatch(Batch Train, Batch Valid);
