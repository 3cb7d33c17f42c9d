using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>What operations are built with.</summary>
/// <param name="Kernels">The kernels.</param>
/// <param name="Arena">Where arrays that live as long as the plan come from.</param>
/// <param name="Images">Images in the batch.</param>
internal sealed record PlanContext(KernelSet Kernels, ChannelArena Arena, int Images);
