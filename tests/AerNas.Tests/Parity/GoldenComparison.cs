using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// Compares results group by group, as the golden README defines: the largest difference over a group, divided by the largest reference
/// value over that group.
/// </summary>
internal sealed class GoldenComparison(GoldenCase golden, ScalarType dtype)
{
    private readonly Dictionary<(string Group, GoldenTolerance Tolerance), (double Difference, double Reference, string Worst)> _groups = [];

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
        if (expected.numel() == 0) return;
        var difference = (actual.detach().to(ScalarType.Float64).cpu() - expected).abs().max().item<double>();
        var key = (group ?? result, tolerance);
        var known = _groups.GetValueOrDefault(key);
        _groups[key] = (
            double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(known.Difference, difference),
            Math.Max(known.Reference, expected.abs().max().item<double>()),
            difference >= known.Difference || double.IsNaN(difference) ? result : known.Worst);
    }

    /// <summary>Fails with every group that is out of tolerance.</summary>
    internal void Verify()
    {
        Assert.NotEmpty(_groups);
        var failures = _groups.Where(g => !(g.Value.Difference <= g.Key.Tolerance.Of(g.Value.Reference)))
            .Select(g => $"{g.Key.Group}: {g.Value.Difference / g.Value.Reference:E1} > {g.Key.Tolerance.Relative:E0} (worst: {g.Value.Worst})");
        Assert.True(!failures.Any(), $"{golden.Folder} in {dtype}:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
    }
}
