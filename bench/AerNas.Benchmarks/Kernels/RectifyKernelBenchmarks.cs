using AerNas.Kernels.Simd;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A map scaled and shifted by channels, then rectified.</summary>
public class RectifyKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var lanes = maps.Kernels.Lanes;
        for (var block = 0; block < maps.Blocks; block++)
        {
            var affine = new SpanAffine(maps.Scale.AsSpan(block * lanes), maps.Shift.AsSpan(block * lanes));
            maps.Kernels.Rectify(maps.Padded(block), affine, maps.Output(block), maps.Size);
        }
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        tensors.Image.mul(tensors.Scale).PlusInPlace(tensors.Shift).relu_();
    }
}
