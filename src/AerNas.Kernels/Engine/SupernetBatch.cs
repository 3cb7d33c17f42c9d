namespace AerNas.Kernels.Engine;

/// <summary>What one pass over a network reads and, of running statistics, writes. Spans must not move while the pass runs.</summary>
public readonly ref struct SupernetBatch
{
    /// <summary>Makes a batch of which one output is asked for.</summary>
    public SupernetBatch() => Outputs = 1;

    /// <summary>// [N, C, H, W], contiguous</summary>
    public required ReadOnlySpan<float> Images { get; init; }

    /// <summary>Shape of the images.</summary>
    public required BatchShape Shape { get; init; }

    /// <summary>All parameters in one array; the graph's slices point into it.</summary>
    public required ReadOnlySpan<float> Weights { get; init; }

    /// <summary>All running statistics in one array; updated in training mode.</summary>
    public Span<float> Statistics { get; init; }

    /// <summary>The weights of all mixed operations; the graph's terms point into it.</summary>
    public ReadOnlySpan<float> Mixture { get; init; }

    /// <summary>Which entries of the mixture take part; those beyond its end all do.</summary>
    public ReadOnlySpan<bool> Active { get; init; }

    /// <summary>Whether the weight of an entry that takes no part is added to its node as a number, with a gradient as such.</summary>
    public bool AddsInactive { get; init; }

    /// <summary>What is done to maps that can be disturbed, in this pass and the backward pass that follows; null: nothing.</summary>
    public IDisturbance? Disturbance { get; init; }

    /// <summary>How many of the graph's outputs are asked for.</summary>
    /// <value>1: the first.</value>
    public int Outputs { get; init; }

    /// <summary>Whether batch norms use the statistics of the batch and update the running ones.</summary>
    public bool Training { get; init; }

    /// <summary>Whether a backward pass will follow.</summary>
    public bool Differentiable { get; init; }
}
