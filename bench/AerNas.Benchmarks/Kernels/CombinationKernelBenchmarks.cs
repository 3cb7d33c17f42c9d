using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>The sum of eight maps, each times a factor a channel.</summary>
public class CombinationKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var lanes = maps.Kernels.Lanes;
        for (var block = 0; block < maps.Blocks; block++)
            maps.Kernels.Combine(maps.Terms, maps.Scale.AsSpan(0, KernelTensors.Terms * lanes), maps.Shift, maps.Output(block).Values,
                maps.Size.Pixels);
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        var sum = tensors.Summands[0].mul(tensors.Scale).PlusInPlace(tensors.Shift);
        foreach (var map in tensors.Summands.Skip(1)) sum.PlusProductInPlace(map, tensors.Scale);
    }
}
