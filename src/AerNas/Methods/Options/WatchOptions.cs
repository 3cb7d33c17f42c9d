namespace AerNas.Methods;

/// <summary>What is measured after every epoch beside what costs nothing. It changes nothing in the search.</summary>
public sealed record WatchOptions
{
    /// <value>Whether the supernet is validated a second time, with the derived architecture in place of the mixture.</value>
    public bool Discretization { get; init; }

    /// <value>Whether the dominant eigenvalue of L_val's Hessian in alpha is estimated, on one batch, by torch: up to 40 passes.</value>
    public bool Eigenvalue { get; init; }
}
