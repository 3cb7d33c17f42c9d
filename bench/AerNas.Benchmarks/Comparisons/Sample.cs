using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>What one process measured.</summary>
/// <param name="Seconds">Of a step (the process's median), or of the whole process where it is timed from outside.</param>
/// <param name="Step">All figures of a step; null where the whole process is timed.</param>
internal sealed record Sample(double Seconds, StepResult? Step = null)
{
    /// <summary>Times steps in a process of its own.</summary>
    /// <param name="arguments">What the benchmarks are asked for there.</param>
    public static Sample OfSteps(IEnumerable<string> arguments)
    {
        var result = StepResult.Parse(ChildProgram.Run(ChildProgram.Benchmarks, arguments).Output);
        return new Sample(result.MedianSeconds, result);
    }
}
