using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>A step at one value of one dimension.</summary>
/// <param name="Dimension">What is varied.</param>
/// <param name="Value">Its value.</param>
/// <param name="Factor">The value over that of the middle point.</param>
/// <param name="Result">What was measured.</param>
internal sealed record SweepPoint(SweptDimension Dimension, int Value, double Factor, StepResult Result);
