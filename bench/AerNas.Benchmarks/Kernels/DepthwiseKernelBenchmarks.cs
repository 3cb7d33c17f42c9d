using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A 3x3 convolution within channels.</summary>
public class DepthwiseKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DepthwiseTaps();
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.Depthwise(maps.Padded(block), taps, maps.DepthwiseWeights(block), maps.Output(block), maps.Size);
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        nn.functional.conv2d(tensors.Image, tensors.Depthwise, padding: [1, 1], groups: tensors.Depthwise.shape[0]);
    }
}
