namespace AerNas.Training.Schedules;

/// <summary>
/// min + (base - min)(1 + cos(pi e / T)) / 2, the closed form of torch 1.0 that the official scripts ran on (official-semantics 40-42):
/// epoch 0 has the base rate.
/// </summary>
/// <param name="Base">Learning rate of the first epoch.</param>
/// <param name="Minimum">Where the cosine ends.</param>
/// <param name="Period">T, the epochs from base to minimum; null takes all. A shorter period swings up again (ENAS: 10).</param>
public sealed record CosineRate(double Base, double Minimum = 0, int? Period = null) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double At(int epoch, int epochs) => Minimum + (Base - Minimum) * (1 + Math.Cos(Math.PI * epoch / (Period ?? epochs))) / 2;
}
