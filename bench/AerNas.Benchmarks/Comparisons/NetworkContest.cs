using System.Collections.Immutable;
using AerNas.Benchmarks.Networks;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>Training steps or answers of a derived network.</summary>
internal sealed record NetworkContest(string Name, string Title, NetworkSettings Settings) : IContest
{
    public ImmutableArray<Contestant> Contestants => Settings.Trains ? Contestant.Engines : Contestant.All;

    public Sample Measure(Contestant contestant) =>
        Sample.OfSteps((Settings with
        {
            Engine = contestant.Engine,
            Layout = contestant.Layout,
            Runtime = contestant.IsOnnx ? NetworkSettings.Onnx : NetworkSettings.Own,
        }).Arguments);
}
