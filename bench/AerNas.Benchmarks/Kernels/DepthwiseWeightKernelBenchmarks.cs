using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>The gradient of a 3x3 convolution within channels in its weights.</summary>
public class DepthwiseWeightKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DepthwiseTaps();
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.DepthwiseWeights(maps.Padded(block), taps, maps.Output(block), maps.Size, maps.DepthwiseWeights(block));
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        autograd.grad([tensors.DepthwiseOutput], [tensors.Depthwise], [tensors.Gradient], retain_graph: true);
    }
}
