namespace AerNas.Schedules;

/// <summary>last + (first - last) (1 + cos(pi e / T)) / 2: what the learning rates of the official scripts follow, as torch 1.0 has it in
/// closed form (official-semantics 40-42), and lambda(t) of the paper (fig. 1). Epoch 0 has the first value; the last epoch, T - 1, falls
/// short of the last one.</summary>
/// <param name="First">The value of the first epoch.</param>
/// <param name="Last">Where the cosine ends.</param>
/// <param name="Period">T, the epochs from first to last; null takes all. A shorter period swings up again (ENAS: 10).</param>
public sealed record CosineSchedule(double First, double Last = 0, int? Period = null) : ISchedule
{
    /// <inheritdoc/>
    public double At(EpochProgress progress) =>
        Last + (First - Last) * (1 + Math.Cos(Math.PI * progress.Epoch / (Period ?? progress.Epochs))) / 2;
}
