using System.Collections.Immutable;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>Search steps of one size.</summary>
internal sealed record StepContest(string Name, string Title, StepSettings Settings) : IContest
{
    public ImmutableArray<Contestant> Contestants => Contestant.Engines;

    public Sample Measure(Contestant contestant) =>
        Sample.OfSteps((Settings with { Engine = contestant.Engine, Layout = contestant.Layout }).Arguments);
}
