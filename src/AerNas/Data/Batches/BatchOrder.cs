namespace AerNas.Data.Batches;

/// <summary>The order in which a loader visits its images.</summary>
internal enum BatchOrder
{
    /// <summary>Random, another in every epoch.</summary>
    Shuffled,

    Sequential,
}
