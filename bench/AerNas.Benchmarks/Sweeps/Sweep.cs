using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>Steps around a middle size, one dimension varied at a time, each in a process of its own.</summary>
/// <param name="Middle">The size that all lines of the figure share.</param>
/// <param name="Base">What was measured there.</param>
/// <param name="Points">All points, dimension by dimension; the middle one is part of each.</param>
internal sealed record Sweep(StepSettings Middle, StepResult Base, IReadOnlyList<SweepPoint> Points)
{
    /// <summary>Measures.</summary>
    /// <param name="middle">The size around which is varied.</param>
    /// <param name="dimensions">What is varied.</param>
    /// <param name="factors">The multiples of each; the middle itself is measured once for all.</param>
    /// <param name="log">Is told every measurement.</param>
    public static Sweep Run(StepSettings middle, IEnumerable<SweptDimension> dimensions, double[] factors, TextWriter log)
    {
        var measured = new Dictionary<StepSettings, StepResult>();
        var points = new List<SweepPoint>();
        foreach (var dimension in dimensions)
        {
            foreach (var settings in dimension.Vary(middle, [.. factors, 1]))
            {
                var value = dimension.Read(settings);
                points.Add(new SweepPoint(dimension, value, value / (double)dimension.Read(middle), Measure(settings)));
                log.WriteLine($"{dimension.Name} {value}: {points[^1].Result.MedianSeconds:0.000} s");
            }
        }

        return new Sweep(middle, Measure(middle), points);

        StepResult Measure(StepSettings settings)
        {
            if (!measured.TryGetValue(settings, out var result))
                measured[settings] = result = StepResult.Parse(ChildProgram.Run(ChildProgram.Benchmarks, settings.Arguments).Output);
            return result;
        }
    }
}
