// A bare kernel on one image of a size: in the widest vectors of the machine, one float at a time, and what libtorch has for it, channels
// last. One thread each. That kernels compute what they should is the tests' matter; here the values differ between the forms.

using AerNas.Kernels.Simd;
using AerNas.Runtime;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Kernels;

/// <summary>A kernel in its two extremes and in torch.</summary>
[MemoryDiagnoser]
public abstract class KernelBenchmarks : IDisposable
{
    private KernelTensors? _tensors;
    private KernelMaps? _scalar;
    private KernelMaps? _wide;

    /// <summary>How large the image is.</summary>
    [ParamsAllValues]
    public MapSize Size { get; set; }

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        NativeRuntime.EnsureLoaded();
        set_num_threads(1);
        var (channels, side) = Size switch { MapSize.Small => (16, 8), MapSize.Medium => (16, 32), _ => (64, 32) };
        _tensors = new KernelTensors(channels, side);
        _scalar = new KernelMaps(new VectorKernels<float, LanesScalar>(), channels, side);
        _wide = new KernelMaps(KernelSet.For(channels), channels, side);
    }

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _tensors?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>libtorch, channels last.</summary>
    [Benchmark(Baseline = true)]
    public void Torch()
    {
        using var scope = NewDisposeScope();
        RunTorch(_tensors!);
    }

    /// <summary>The kernel one float at a time.</summary>
    [Benchmark]
    public void Scalar() => RunKernel(_scalar!);

    /// <summary>The kernel in the widest vectors.</summary>
    [Benchmark]
    public void Wide() => RunKernel(_wide!);

    private protected abstract void RunKernel(KernelMaps maps);

    private protected abstract void RunTorch(KernelTensors tensors);
}
