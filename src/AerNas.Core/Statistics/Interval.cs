namespace AerNas.Statistics;

/// <summary>An interval of values, both ends in it.</summary>
public readonly record struct Interval(double Low, double High);
