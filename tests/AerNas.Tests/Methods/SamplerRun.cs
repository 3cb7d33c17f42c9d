using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>What tests of strategies that propose architectures have in common.</summary>
internal static class SamplerRun
{
    /// <summary>Lets a strategy propose architectures to its end.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="accuracy">How good they are, in percent.</param>
    public static List<JudgedArchitecture> Judge(IArchitectureSampler strategy, Func<ChosenOperations, double> accuracy) =>
        Judge(strategy, int.MaxValue, (path, _) => accuracy(path));

    /// <summary>Lets a strategy propose some architectures.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="accuracy">How good they are, in percent, given their place too.</param>
    public static List<JudgedArchitecture> Judge(IArchitectureSampler strategy, int count, Func<ChosenOperations, int, double> accuracy)
    {
        var history = new List<JudgedArchitecture>();
        while (history.Count < count && strategy.Propose(history) is { } path)
            history.Add(new JudgedArchitecture(path, accuracy(path, history.Count), Seconds: null));
        return history;
    }

    /// <summary>How many skip connections an architecture has.</summary>
    public static double Skips(ChosenOperations path) =>
        path.Operations.Count(operation => operation == CandidateOperation.SkipConnect);

    /// <summary>Demands that a strategy learns no further than to the step at which it is broken off, and before from nothing.</summary>
    /// <param name="strategy">One that has proposed nothing.</param>
    /// <param name="judged">After how many architectures it first learns.</param>
    /// <param name="steps">At which step it is broken off.</param>
    public static void AssertBreaksOff(IArchitectureSampler strategy, int judged, int steps)
    {
        var history = new List<JudgedArchitecture>();
        for (var i = 0; i < judged; i++) history.Add(new JudgedArchitecture(strategy.Propose(history, NoStep)!, i, Seconds: null));
        var taken = 0;

        Assert.Throws<OperationCanceledException>(() => strategy.Propose(history, () =>
        {
            if (++taken == steps) throw new OperationCanceledException();
        }));

        Assert.Equal(steps, taken);

        static void NoStep() => Assert.Fail("There is nothing to learn from.");
    }
}
