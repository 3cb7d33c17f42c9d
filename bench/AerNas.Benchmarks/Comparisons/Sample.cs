using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>What one process measured.</summary>
/// <param name="Seconds">Of a step (the process's median), or of the whole process where it is timed from outside.</param>
/// <param name="Step">All figures of a step; null where the whole process is timed.</param>
internal sealed record Sample(double Seconds, StepResult? Step = null);
