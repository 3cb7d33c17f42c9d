using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// Judges the results of a golden case. Those are right that agree with the recorded ones. In float32 others may be: a ReLU or a maximum
/// that is undecided but for rounding may fall on either side, which moves gradients by 1e-3 and more (rule 4 of the golden README, which
/// has float64 decide). So results are right as well that float64 gives for inputs and weights a rounding away, all of one comparison for
/// the same, within the same tolerances; that float64 itself agrees with the official code is tested beside it.
/// </summary>
/// <param name="name">The case.</param>
/// <param name="compute">Computes and compares its results in a precision.</param>
internal sealed class GoldenJudge(string name, Action<GoldenCase, string> compute)
{
    private const int Neighbours = 32; // the inputs themselves, and 31 roundings away
    private const string Exactly = "float64";

    private readonly List<IReadOnlyList<GoldenComparison>> _exact = []; // by neighbour, the comparisons in their order
    private int _judged;

    /// <summary>Computes the results of a case and judges them.</summary>
    /// <param name="name">The case.</param>
    /// <param name="precision">Which it is computed in, and on which engine, as the tests' data give it.</param>
    /// <param name="compute">Computes and compares; it is asked again, in float64, where the recorded results do not decide.</param>
    internal static void Run(string name, string precision, Action<GoldenCase, string> compute)
    {
        using var scope = NewDisposeScope();
        var judge = new GoldenJudge(name, compute);
        compute(GoldenCase.Read(name, precision == Exactly ? AssertRecorded : judge.AssertRight), precision);
    }

    /// <summary>The judge of a case that is computed in one precision only.</summary>
    internal static void AssertRecorded(GoldenComparison comparison)
    {
        if (comparison.Complaint() is { } complaint) Assert.Fail(complaint);
    }

    private void AssertRight(GoldenComparison comparison)
    {
        var part = _judged++;
        if (comparison.Complaint() is not { } complaint) return;
        var explained = Enumerable.Range(0, Neighbours).Any(neighbour => comparison.Complaint(Exact(neighbour)[part]) is null);
        if (!explained)
            Assert.Fail($"{complaint}{Environment.NewLine}No float64 results a rounding away are these. Those of the inputs themselves: "
                + $"{comparison.Complaint(Exact(0)[part])}");
    }

    private IReadOnlyList<GoldenComparison> Exact(int neighbour)
    {
        while (_exact.Count <= neighbour)
        {
            using var scope = NewDisposeScope();
            var comparisons = new List<GoldenComparison>();
            compute(GoldenCase.Read(name, comparisons.Add, _exact.Count), Exactly);
            _exact.Add(comparisons);
        }

        return _exact[neighbour];
    }
}
