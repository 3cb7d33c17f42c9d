using System.Buffers;
using System.Runtime.InteropServices;

namespace AerNas.Data.Batches;

/// <summary>A batch as plain numbers in a borrowed buffer, made on a worker thread; its tensors are made on the consumer's.</summary>
internal sealed class HostBatch(ImageShape shape, int count) : IDisposable
{
    private readonly long[] _labels = new long[count];
    private float[]? _pixels = ArrayPool<float>.Shared.Rent(count * shape.Length);

    /// <summary>The class of each image. // [N]</summary>
    public Span<long> Labels => _labels;

    /// <summary>Room for one image. // [C, H, W]</summary>
    public Span<float> Image(int position) => _pixels.AsSpan(position * shape.Length, shape.Length);

    /// <summary>Copies the batch into tensors and gives the buffer back.</summary>
    public Batch ToBatch(Device device, ScalarType dataType)
    {
        using var scope = NewDisposeScope();
        var pixels = empty([_labels.Length, shape.Channels, shape.Size, shape.Size], float32); // [N, C, H, W]
        _pixels.AsSpan(0, _labels.Length * shape.Length).CopyTo(pixels.Floats());
        var labels = empty([_labels.Length], int64); // [N]
        _labels.CopyTo(MemoryMarshal.Cast<byte, long>(labels.bytes));
        Dispose();
        return new Batch(pixels.to(dataType, device).DetachFromDisposeScope(), labels.to(device).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        if (_pixels is null)
            return;
        ArrayPool<float>.Shared.Return(_pixels);
        _pixels = null;
    }
}
