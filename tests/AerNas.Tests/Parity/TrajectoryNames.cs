namespace AerNas.Tests.Parity;

/// <summary>What the official loops call the quantities of a step.</summary>
internal readonly record struct TrajectoryNames(string TrainLoss, string ArchitectureLoss, string GradientNorm);
