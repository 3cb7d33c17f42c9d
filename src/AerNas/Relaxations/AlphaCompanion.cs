namespace AerNas.Relaxations;

/// <summary>One more number that a method keeps of every operation beside its alpha. It is written to checkpoints, and recorded after every
/// epoch, so that architectures can be derived from it afterwards.</summary>
/// <param name="Name">What it is called in files, in camel case.</param>
/// <param name="Start">What it starts at.</param>
/// <param name="IsLearned">Whether the optimizer of alpha moves it; else the method writes it.</param>
public sealed record AlphaCompanion(string Name, double Start, bool IsLearned);
