using AerNas.Sizes;

namespace AerNas.Options;

/// <summary>Where and how a run computes; none of it changes what is computed beyond rounding.</summary>
public sealed record RuntimeOptions
{
    /// <summary>The most threads that can be asked for.</summary>
    public const int MostThreads = 1_024;

    /// <value><c>cpu</c>, or a CUDA device such as <c>cuda:0</c> (untested).</value>
    public string Device { get; init; } = ComputeDevice.Processor;

    /// <value>What evaluates the network; the record of a run says which engine it took.</value>
    public NetworkEngine Engine { get; init; } = NetworkEngine.Auto;

    /// <value>Threads of the numeric kernels; 0 takes all processors. Another count may round differently.</value>
    public int Threads { get; init; }

    /// <value>What is kept of a forward pass. It changes nothing that is computed.</value>
    public MemoryUse Memory { get; init; }

    /// <summary>The same options with the number of processors in place of 0 threads.</summary>
    internal RuntimeOptions Resolved => this with { Threads = Threads == 0 ? Environment.ProcessorCount : Threads };

    /// <summary>Whether the fused engine is asked for, or left open where it can be.</summary>
    internal bool MayBeFused => Engine != NetworkEngine.Torch && Device == ComputeDevice.Processor;

    /// <summary>Which maps stay until the backward pass.</summary>
    internal MapKeeping Keeping =>
        !MayBeFused ? MapKeeping.OnTorch : Memory == MemoryUse.Low ? MapKeeping.OnFusedLow : MapKeeping.OnFused;

    internal void Check(OptionRules rules)
    {
        rules.AtLeast(0, Threads, "runtime.threads", MostThreads)
            .Require(ComputeDevice.ProblemOf(Device) is null, "runtime.device", ComputeDevice.ProblemOf(Device) ?? "")
            .Require(Engine != NetworkEngine.Fused || Device == ComputeDevice.Processor, "runtime.engine",
                $"the fused engine runs on the CPU, not on {Device}; use auto or torch.")
            .Require(Memory == MemoryUse.Full || MayBeFused, "runtime.memory",
                "low is for the fused engine; torch keeps what its autograd asks for. Use full, or the engine fused on the cpu.");
    }
}

/// <summary>What an engine keeps of a forward pass for the backward pass.</summary>
public enum MemoryUse
{
    /// <summary>All that it reads.</summary>
    Full,

    /// <summary>In the fused engine not the results of pools and of separable convolutions of few channels, which it computes again. What
    /// is computed is the same to the last bit.</summary>
    Low,
}

/// <summary>What evaluates a network. The engines differ by rounding only.</summary>
public enum NetworkEngine
{
    /// <summary><see cref="Fused"/> where it can run the network, else <see cref="Torch"/>.</summary>
    Auto,

    /// <summary>TorchSharp operators under its autograd: any device.</summary>
    Torch,

    /// <summary>The kernels of AerNas on all threads: float32 on the CPU.</summary>
    Fused,
}
