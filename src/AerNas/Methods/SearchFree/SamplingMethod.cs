namespace AerNas.Methods;

/// <summary>A published search method that needs neither supernet nor gradients of one.</summary>
public sealed record SamplingMethod
{
    /// <summary>The name used on the command line and in files.</summary>
    public required string Name { get; init; }

    /// <summary>Authors, title and venue.</summary>
    public required string Reference { get; init; }

    /// <summary>How it chooses: one line, no full stop.</summary>
    public required string Difference { get; init; }

    /// <summary>The spaces it runs on.</summary>
    public ImmutableArray<SearchSpace> Spaces { get; init; } = [SearchSpace.NasBench201];

    /// <summary>What proposes the architectures.</summary>
    public required Func<SamplingOptions, SearchSpace, IArchitectureSampler> Sampler { get; init; }

    /// <summary>What the numbers of its implementation are held against.</summary>
    public required MethodEvidence JudgedBy { get; init; }

    /// <summary>The published hyperparameters; they carry the name of the method by themselves.</summary>
    public required SamplingOptions Published
    {
        get => field with { Method = Name, By = this };
        init;
    }
}
