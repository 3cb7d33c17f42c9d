namespace AerNas.Methods;

/// <summary>The probability by which P-DARTS drops skip connections in a stage of its search. It falls along a straight line while only the
/// weights learn, jumps back when alpha begins to, and decays exponentially from there, as the official code has it.</summary>
/// <param name="Initial">The stage's probability; officially 0.1, 0.4 and 0.7 on CIFAR.</param>
/// <param name="WarmUp">Epochs before alpha learns; officially 10.</param>
/// <param name="Decay">Exponent of the decay an epoch; officially 0.2.</param>
internal sealed record SkipDropoutSchedule(double Initial, int WarmUp, double Decay) : ISchedule
{
    public double At(EpochProgress progress) => progress.Epoch < WarmUp
        ? Initial * (progress.Epochs - progress.Epoch - 1) / progress.Epochs
        : Initial * Math.Exp(-(progress.Epoch - WarmUp) * Decay);
}
