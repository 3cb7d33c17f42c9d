namespace AerNas.Kernels.Engine;

/// <summary>How the numbers n of a disturbance meet the elements x of a map; to gradients n and std(x) are constants.</summary>
public enum DisturbanceForm
{
    /// <summary>x n.</summary>
    Multiplied,

    /// <summary>x + n.</summary>
    Added,

    /// <summary>x + std(x) n, the standard deviation of all elements of the batch, their number less one counted.</summary>
    AddedInDeviations,
}
