using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>The logarithm of the latency that indicators stand for, from the end of the warm-up on.</summary>
/// <param name="options">When that is.</param>
/// <param name="latency">The term.</param>
internal sealed class LatencyAfterWarmUp(IndicatorOptions options, ExpectedLatency latency) : IArchitectureTerm
{
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) =>
        options.WarmsUp(progress) ? NoRegularizer.Nothing(alpha) : latency.Penalty(alpha, progress);

    public Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) =>
        options.WarmsUp(progress) ? NoRegularizer.Nothing(alpha) : latency.Penalty(alpha, mixture, progress);
}
