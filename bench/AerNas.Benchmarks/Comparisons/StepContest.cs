using System.Collections.Immutable;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>Search steps of one size.</summary>
internal sealed record StepContest(string Name, string Title, StepSettings Settings) : IContest
{
    public ImmutableArray<Contestant> Contestants => Contestant.All;

    public Sample Measure(Contestant contestant)
    {
        var settings = Settings with { Engine = contestant.Engine, Layout = contestant.Layout };
        var result = StepResult.Parse(ChildProgram.Run(ChildProgram.Benchmarks, settings.Arguments).Output);
        return new Sample(result.MedianSeconds, result);
    }
}
