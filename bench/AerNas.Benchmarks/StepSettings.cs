using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Benchmarks;

/// <summary>What is timed.</summary>
internal sealed record StepSettings
{
    public required SearchSpace Space { get; init; }

    public bool SecondOrder { get; init; }

    public MemoryLayout Layout { get; init; }

    public int Channels { get; init; }

    public int Layers { get; init; }

    public int Cells { get; init; }

    public int Batch { get; init; }

    public int Size { get; init; }

    public int Threads { get; init; }

    public int Steps { get; init; }
}
