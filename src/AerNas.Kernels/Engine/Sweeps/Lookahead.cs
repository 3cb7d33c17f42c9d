namespace AerNas.Kernels.Engine;

/// <summary>
/// Asks the caches for the memory of the next image, a share at a time, while arithmetic goes on that needs no memory: what comes then from
/// the last cache or from farther away is there when a step reads it. One thread's. Nothing that is computed depends on it.
/// </summary>
internal sealed unsafe class Lookahead
{
    private const int MostFloats = 2048; // a call asks for: where there are few calls, all at once would only wait

    private StageMemory? _memory;
    private int _round = -1;
    private int _calls; // for the image that is worked on
    private long _share; // floats a call
    private int _image; // asked for
    private int _stretch; // the next to ask for
    private long _offset; // in it

    /// <summary>Begins some images of a stage.</summary>
    public void Begin(StageMemory memory)
    {
        _memory = memory;
        if (_round != memory.Round) (_round, _calls) = (memory.Round, 0);
    }

    /// <summary>Goes on to an image: the one behind it is asked for in as many shares as there were calls for the one before.</summary>
    public void Next(int image)
    {
        _share = _calls > 0 && _memory!.Has(image + 1) ? Math.Min(_memory.ImageFloats / _calls, MostFloats) + CacheLine.Floats : 0;
        (_calls, _image, _stretch, _offset) = (0, image + 1, 0, 0);
    }

    /// <summary>Asks for a share, where much arithmetic follows.</summary>
    public void Ask()
    {
        _calls++;
        for (var left = _share; left > 0 && _stretch < _memory!.Count;)
        {
            var stretch = _memory[_stretch];
            var start = stretch.First + (long)_image * stretch.Floats + _offset;
            var count = Math.Min(left, stretch.Floats - _offset);
            CacheLine.Ask(start, start + count);
            (left, _offset) = (left - count, _offset + count);
            if (_offset == stretch.Floats) (_stretch, _offset) = (_stretch + 1, 0);
        }
    }
}
