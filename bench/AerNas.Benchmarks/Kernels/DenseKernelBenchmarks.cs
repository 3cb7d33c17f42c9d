using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A 3x3 convolution over all channels.</summary>
public class DenseKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DenseTaps(3);
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.Dense(maps.Padded(), taps, maps.DenseWeights(block, KernelTensors.Taps), maps.Output(block), maps.Size);
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        nn.functional.conv2d(tensors.Image, tensors.Dense, padding: [1, 1]);
    }
}
