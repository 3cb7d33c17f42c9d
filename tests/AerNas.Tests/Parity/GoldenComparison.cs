using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// Compares results group by group, as the golden README defines: the largest difference over a group, divided by the largest reference
/// value over that group. The case's judge decides, see <see cref="GoldenJudge"/>.
/// </summary>
internal sealed class GoldenComparison(GoldenCase golden, ScalarType dtype)
{
    private readonly List<Result> _results = [];

    /// <summary>Compares one result.</summary>
    /// <param name="result">Its name after <c>out/</c>.</param>
    /// <param name="actual">What was computed.</param>
    /// <param name="group">The group it counts in; its own by default.</param>
    internal void Add(string result, Tensor actual, string? group = null)
    {
        using var scope = NewDisposeScope();
        var (expected, tolerance) = golden.Expected(result, dtype);
        if (expected.shape is [1] && actual.dim() == 0) actual = actual.reshape(1); // some cases keep numbers so
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() > 0) _results.Add(new Result(result, group ?? result, tolerance, Values(expected), Values(actual)));
    }

    /// <summary>Fails with every group that is out of tolerance.</summary>
    internal void Verify()
    {
        Assert.NotEmpty(_results);
        golden.Judge(this);
    }

    /// <summary>What differs from the recorded results; null where nothing does.</summary>
    internal string? Complaint() => Complaint([.. _results.Select(result => result.Expected)]);

    /// <summary>What differs from the results of another computation of the same.</summary>
    internal string? Complaint(GoldenComparison other)
    {
        Assert.Equal(other._results.Select(result => result.Name), _results.Select(result => result.Name));
        return Complaint([.. other._results.Select(result => result.Actual)]);
    }

    private string? Complaint(double[][] references)
    {
        var failures =
            from pair in _results.Zip(references, (result, reference) => (Result: result, Reference: reference))
            group pair by (pair.Result.Group, pair.Result.Tolerance) into results
            let worst = results.MaxBy(pair => Difference(pair.Result.Actual, pair.Reference))
            let difference = Difference(worst.Result.Actual, worst.Reference)
            let largest = results.Max(pair => pair.Reference.Max(Math.Abs))
            where !(difference <= results.Key.Tolerance.Of(largest))
            select $"{results.Key.Group}: {difference / largest:E1} > {results.Key.Tolerance.Relative:E0} (worst: {worst.Result.Name})";
        string[] lines = [.. failures];
        return lines.Length == 0 ? null : $"{golden.Folder} in {dtype}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
    }

    /// <summary>The largest difference; infinite where one is no number.</summary>
    private static double Difference(double[] actual, double[] reference) =>
        actual.Zip(reference, (a, b) => double.IsNaN(a - b) ? double.PositiveInfinity : Math.Abs(a - b)).Max();

    private static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    private sealed record Result(string Name, string Group, GoldenTolerance Tolerance, double[] Expected, double[] Actual);
}
