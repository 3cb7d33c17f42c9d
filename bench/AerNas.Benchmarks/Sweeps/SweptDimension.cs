using System.Collections.Immutable;
using AerNas.Benchmarks.Steps;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>One size of a step that is varied while all others stay.</summary>
/// <param name="Name">What the command line and the figure call it.</param>
/// <param name="Read">Its value.</param>
/// <param name="Write">The settings with another value.</param>
internal sealed record SweptDimension(string Name, Func<StepSettings, int> Read, Func<StepSettings, int, StepSettings> Write)
{
    public static ImmutableArray<SweptDimension> All { get; } =
    [
        new("channels", s => s.Channels, (s, value) => s with { Channels = value }),
        new("cells", s => IsDarts(s) ? s.Layers : s.Cells, (s, value) => IsDarts(s) ? s with { Layers = value } : s with { Cells = value }),
        new("batch", s => s.Batch, (s, value) => s with { Batch = value }),
        new("size", s => s.Size, (s, value) => s with { Size = value }),
        new("threads", s => s.Threads, (s, value) => s with { Threads = value }),
    ];

    /// <summary>The settings at multiples of this size, the same value once; no more threads than processors.</summary>
    public IEnumerable<StepSettings> Vary(StepSettings middle, IEnumerable<double> factors) =>
        from value in factors.Select(factor => Math.Max(1, (int)Math.Round(Read(middle) * factor))).Distinct().Order()
        where Name != "threads" || value <= Environment.ProcessorCount
        select Write(middle, value);

    private static bool IsDarts(StepSettings settings) => settings.Space.Name == SearchSpace.Darts.Name;
}
