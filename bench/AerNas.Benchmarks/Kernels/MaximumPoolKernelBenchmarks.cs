using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A 3x3 maximum pooling.</summary>
public class MaximumPoolKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var taps = maps.DepthwiseTaps();
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.Maximum(maps.Padded(block), taps, maps.Output(block), maps.Size);
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        nn.functional.max_pool2d(tensors.Image, 3, stride: 1, padding: 1);
    }
}
