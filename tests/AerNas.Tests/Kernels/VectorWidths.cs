using System.Runtime.Intrinsics;
using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>The vector widths that this process has.</summary>
internal static class VectorWidths
{
    public static KernelSet Scalar { get; } = new VectorKernels<float, LanesScalar>();

    /// <summary>Those wider than one channel.</summary>
    public static IReadOnlyList<KernelSet> Wide { get; } = [.. FindWide()];

    public static IEnumerable<KernelSet> All => Wide.Prepend(Scalar);

    private static IEnumerable<KernelSet> FindWide()
    {
        if (Vector128.IsHardwareAccelerated) yield return new VectorKernels<Vector128<float>, Lanes128>();
        if (Vector256.IsHardwareAccelerated) yield return new VectorKernels<Vector256<float>, Lanes256>();
        if (Vector512.IsHardwareAccelerated) yield return new VectorKernels<Vector512<float>, Lanes512>();
    }
}
