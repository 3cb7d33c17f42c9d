using AerNas.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The NAS-Bench-201 supernet of a case and its batch.</summary>
internal sealed class GoldenPass : IDisposable
{
    public GoldenPass(GoldenCase golden, string precision)
    {
        Golden = golden;
        DataType = GoldenFoldersAttribute.DtypeOf(precision);
        Supernet = GoldenNetwork.NasBench201Supernet(golden, DataType, GoldenFoldersAttribute.EngineOf(precision));
        Images = golden.Tensor("in/x", DataType);
        Labels = golden.Tensor("in/y", DataType);
    }

    public GoldenCase Golden { get; }

    public ScalarType DataType { get; }

    public Supernet Supernet { get; }

    /// <summary>// [N, C, H, W]</summary>
    public Tensor Images { get; }

    /// <summary>// [N]</summary>
    public Tensor Labels { get; }

    public void Dispose() => Supernet.Dispose();
}
