namespace AerNas.Relaxations;

/// <summary>Makes the number <c>Shift + Scale x</c> of a draw x.</summary>
/// <param name="Scale">Its factor.</param>
/// <param name="Shift">What is added.</param>
public readonly record struct DrawSpread(double Scale, double Shift);
