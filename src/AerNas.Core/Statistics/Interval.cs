namespace AerNas.Statistics;

/// <summary>An interval of values, both ends in it.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);
