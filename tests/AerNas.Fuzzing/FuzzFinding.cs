namespace AerNas.Fuzzing;

/// <summary>An input that was neither read nor refused in words and within the limits.</summary>
/// <param name="Number">Which input it is.</param>
/// <param name="Input">The input.</param>
/// <param name="Problem">What happened.</param>
internal sealed record FuzzFinding(long Number, FuzzInput Input, string Problem);
