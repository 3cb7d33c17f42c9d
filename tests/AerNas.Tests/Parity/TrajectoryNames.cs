namespace AerNas.Tests.Parity;

/// <summary>What the official loops call the quantities of a step; <c>Architecture</c> begins the names of what belongs to alpha.</summary>
internal readonly record struct TrajectoryNames(
    string TrainLoss, string ArchitectureLoss, string GradientNorm, string Architecture = "alpha")
{
    /// <summary>What the gradients of the architecture parameters are called.</summary>
    public string ArchitectureGradient { get; init; } = $"{Architecture}_grad_per_step";
}
