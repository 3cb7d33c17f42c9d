namespace AerNas.Training;

/// <summary>What an epoch ended with.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="TestAccuracy">On the test images, 0 to 1; null where the network was not tested.</param>
public sealed record TrainingOutcome(int Epoch, double? TestAccuracy);
