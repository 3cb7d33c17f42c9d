using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>The gradient of a 3x3 convolution over all channels in its weights.</summary>
public class DenseWeightKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DenseTaps(3);
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.DenseWeights(maps.Padded(), taps, maps.Output(block), maps.Size, maps.DenseWeights(block, KernelTensors.Taps));
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        autograd.grad([tensors.DenseOutput], [tensors.Dense], [tensors.Gradient], retain_graph: true);
    }
}
