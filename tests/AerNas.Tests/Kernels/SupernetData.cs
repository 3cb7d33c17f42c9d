using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>What a pass over a small network reads.</summary>
internal sealed record SupernetData
{
    public required BatchShape Shape { get; init; }

    public required float[] Images { get; init; }

    public required float[] Weights { get; init; }

    public required float[] Statistics { get; init; }

    public required float[] Mixture { get; init; }

    /// <summary>Which entries of the mixture take part; empty: all.</summary>
    public bool[] Active { get; init; } = [];

    /// <summary>What is done to maps that can be disturbed, in training.</summary>
    public IDisturbance? Disturbance { get; init; }

    public bool Training { get; init; } = true;

    /// <summary>The gradient of a loss in the logits.</summary>
    public required float[] LogitGradient { get; init; }
}
