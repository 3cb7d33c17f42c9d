using AerNas.Benchmarks.Kernels;

namespace AerNas.Tests.Benchmarks;

public sealed class KernelBenchmarksTests
{
    public static TheoryData<Type> Kernels =>
        [.. typeof(KernelBenchmarks).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(KernelBenchmarks)))];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryForm_OfEveryKernel_Runs(Type type)
    {
        using var benchmark = (KernelBenchmarks)Activator.CreateInstance(type)!;
        benchmark.Size = MapSize.Small;
        var threads = TorchSharp.torch.get_num_threads();
        benchmark.Prepare();
        benchmark.Torch();
        benchmark.Scalar();
        benchmark.Wide();
        TorchSharp.torch.set_num_threads(threads);
    }
}
