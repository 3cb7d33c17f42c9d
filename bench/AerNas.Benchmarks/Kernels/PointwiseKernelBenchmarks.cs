using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A 1x1 convolution over all channels.</summary>
public class PointwiseKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DenseTaps(1);
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.Dense(maps.Padded(), taps, maps.DenseWeights(block, 1), maps.Output(block), maps.Size);
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        nn.functional.conv2d(tensors.Image, tensors.Pointwise);
    }
}
