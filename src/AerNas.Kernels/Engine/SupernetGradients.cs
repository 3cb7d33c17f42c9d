namespace AerNas.Kernels.Engine;

/// <summary>Where a backward pass writes; what is empty is not asked for and not computed.</summary>
public readonly ref struct SupernetGradients
{
    /// <summary>The gradient of every parameter, in the order of the weights; overwritten.</summary>
    public Span<float> Weights { get; init; }

    /// <summary>The gradient of every mixture entry; overwritten.</summary>
    public Span<float> Mixture { get; init; }
}
