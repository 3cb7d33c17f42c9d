// One unit of a supernet forward, as the fused engine runs it: ReLU, a convolution, the mean over all pixels (which the engine needs as its
// end). Beside the widest kernels of the machine stand the same kernels one float at a time and the same operations in libtorch, channels
// last. One thread each. The engine's figures include bringing the images into its blocks of channels, which a network does once.

using AerNas.Kernels.Graphs;
using AerNas.Runtime;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A unit in the engine's two extremes and in torch.</summary>
[MemoryDiagnoser]
public abstract class UnitBenchmarks : IDisposable
{
    // float32 sums of at most 9 * 64 products of a value around 1 and a weight around 1 / sqrt(9 * 64)
    private const float Tolerance = 1e-4f;

    private UnitCase? _case;

    /// <summary>How large the maps are.</summary>
    [ParamsAllValues]
    public MapSize Size { get; set; }

    /// <summary>Makes images and weights, and checks that all three compute the same.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    [GlobalSetup]
    public void Prepare()
    {
        NativeRuntime.EnsureLoaded();
        set_num_threads(1);
        _case = new UnitCase(Size, Convolution);
        var expected = Torch();
        foreach (var form in new[] { Scalar, Fused })
        {
            var off = expected.Zip(form(), (a, b) => Math.Abs(a - b)).Max();
            if (!(off <= Tolerance)) throw new InvalidOperationException($"{GetType().Name}, {form.Method.Name}: off by {off} from torch.");
        }
    }

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _case?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>libtorch, channels last.</summary>
    /// <returns>// [N, C]</returns>
    [Benchmark(Baseline = true)]
    public float[] Torch() => _case!.Torch();

    /// <summary>The kernels one float at a time.</summary>
    /// <returns>// [N, C]</returns>
    [Benchmark]
    public float[] Scalar() => _case!.Scalar();

    /// <summary>The kernels in the widest vectors.</summary>
    /// <returns>// [N, C]</returns>
    [Benchmark]
    public float[] Fused() => _case!.Fused();

    /// <summary>The convolution of the unit; its weights lie one after the other from 0 on.</summary>
    /// <param name="source">What it reads.</param>
    /// <param name="channels">Channels in and out.</param>
    private protected abstract ConvolutionNode Convolution(KernelMap source, int channels);
}
