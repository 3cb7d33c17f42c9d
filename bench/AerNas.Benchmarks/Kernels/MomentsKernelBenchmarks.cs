using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>Sums and sums of squares of a map's channels; mean and variance in torch.</summary>
public class MomentsKernelBenchmarks : KernelBenchmarks
{
    private protected override void RunKernel(KernelMaps maps)
    {
        var lanes = maps.Kernels.Lanes;
        for (var block = 0; block < maps.Blocks; block++)
        {
            var map = maps.Output(block).Values; // the first pixel is the pivot, as in the engine
            maps.Kernels.Moments(map, maps.Size.Pixels, map[..lanes], maps.Scale.AsSpan(block * lanes), maps.Shift.AsSpan(block * lanes));
        }
    }

    private protected override void RunTorch(KernelTensors tensors)
    {
        using var noGrad = no_grad();
        var_mean(tensors.Image, [0, 2, 3]);
    }
}
