using System.Collections.Immutable;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Tests.Stopping;

/// <summary>Epochs of NAS-Bench-201 searches that never ran.</summary>
internal static class Traces
{
    /// <summary>An epoch whose cell holds so many skip connections, three at most.</summary>
    public static EpochTrace WithSkips(int epoch, int skips)
    {
        var last = string.Concat(Enumerable.Range(0, 3)
            .Select(source => $"{(source < skips ? "skip_connect" : "avg_pool_3x3")}~{source}|"));
        return new EpochTrace(new EpochOutcome(epoch, $"|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|{last}", 0.5, 1), Alphas(), null);
    }

    /// <summary>An epoch whose first edge has these alphas: none, skip, the two convolutions, pool.</summary>
    public static EpochTrace WithAlphas(int epoch, params double[] first) => WithSkips(epoch, 0) with { Alphas = Alphas(first) };

    /// <summary>An epoch with an eigenvalue.</summary>
    public static EpochTrace WithEigenvalue(int epoch, double? value) => WithSkips(epoch, 0) with { Eigenvalue = value };

    /// <summary>What a rule says after each of some epochs, of which it remembers its last ones.</summary>
    public static StopVerdict?[] Judge(IStopRule rule, IReadOnlyList<EpochTrace> epochs) =>
        [.. Enumerable.Range(1, epochs.Count).Select(count => rule.Judge([.. epochs.Take(count).TakeLast(rule.Memory)]))];

    private static ImmutableArray<double> Alphas(params double[] first)
    {
        var space = SearchSpace.NasBench201;
        return [.. first, .. new double[space.Edges.Length * space.Operations.Length - first.Length]];
    }
}
