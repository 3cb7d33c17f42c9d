namespace AerNas.Export;

/// <summary>How sure a model is of a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">How sure, 0 to 1.</param>
public readonly record struct ClassProbability(string Class, double Probability);
