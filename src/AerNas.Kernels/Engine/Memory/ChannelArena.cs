namespace AerNas.Kernels.Engine;

/// <summary>Hands out small arrays that live as long as a plan: values of channels, partial sums, packed weights.</summary>
internal sealed unsafe class ChannelArena : IDisposable
{
    private const int ChunkFloats = 1 << 20;
    private const int LineFloats = 16;

    private readonly List<NativeBuffer> _chunks = [];
    private long _used;

    /// <summary>An array of zeros that begins at a cache line.</summary>
    public float* Take(long floats)
    {
        floats = (floats + LineFloats - 1) / LineFloats * LineFloats;
        if (_chunks.Count == 0 || _used + floats > _chunks[^1].Length)
        {
            var chunk = new NativeBuffer();
            chunk.Reserve(Math.Max(floats, ChunkFloats));
            _chunks.Add(chunk);
            _used = 0;
        }

        var start = _chunks[^1].Start + _used;
        _used += floats;
        for (var i = 0L; i < floats; i++) start[i] = 0;
        return start;
    }

    public float* Take(int floats, float value)
    {
        var start = Take(floats);
        new Span<float>(start, floats).Fill(value);
        return start;
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks) chunk.Dispose();
    }
}
