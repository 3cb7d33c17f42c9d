namespace AerNas.Kernels.Engine;

/// <summary>The scratch memory of one thread: small enough to stay in its cache.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    private const int SlackPixels = 64; // read, but not used, by the last tile of the last row: seven pixels at the largest stride

    private readonly NativeBuffer[] _slots;
    private readonly IHeldImage?[] _inputs; // in each slot
    private readonly int[] _images; // in each slot
    private readonly NativeBuffer _rows = new();
    private readonly NativeBuffer _inner = new();
    private readonly NativeBuffer _held = new();
    private (int First, int End) _group;

    /// <summary>Makes room for the largest operation of a plan.</summary>
    /// <param name="slots">Images with borders.</param>
    /// <param name="needs">Rows.</param>
    /// <param name="lanes">Channels in a vector.</param>
    public Workspace(IReadOnlyList<ScratchSlot> slots, ScratchNeeds needs, int lanes)
    {
        _slots = new NativeBuffer[slots.Count];
        _inputs = new IHeldImage?[slots.Count];
        _images = new int[slots.Count];
        for (var i = 0; i < _slots.Length; i++)
        {
            var floats = slots[i].Floats(lanes);
            _slots[i] = new NativeBuffer();
            _slots[i].Reserve(floats + SlackPixels * lanes);
            new Span<float>(_slots[i].Start, checked((int)floats)).Fill(slots[i].Border);
        }

        _held.Reserve(needs.Held);
        _rows.Reserve(needs.Rows + SlackPixels * lanes);
        _inner.Reserve(needs.Inner + SlackPixels * lanes);
    }

    /// <summary>Asks for what the next image needs.</summary>
    public Lookahead Ahead { get; } = new();

    /// <summary>Rows of what a depthwise convolution computed, for the pointwise one behind it.</summary>
    public float* Inner => _inner.Start;

    /// <summary>Rows of the gradient of an operation's map.</summary>
    public float* Rows => _rows.Start;

    /// <summary>Where the weight gradients of the images that this thread works on gather.</summary>
    public float* Partials { get; set; }

    /// <summary>What is held from image to image of a group.</summary>
    public float* Held => _held.Start;

    /// <summary>The memory of a slot; its border is in place.</summary>
    public float* Slot(int slot) => _slots[slot].Start;

    /// <summary>Begins a group of images, and forgets what lies in the slots: maps have changed.</summary>
    /// <param name="first">Its first image.</param>
    /// <param name="end">The image behind its last.</param>
    public void Begin(int first, int end)
    {
        _group = (first, end);
        Array.Clear(_inputs);
    }

    /// <summary>Which image of its group it is, from 0.</summary>
    public int PlaceOf(int image) => image - _group.First;

    /// <summary>Whether it is the last image of its group.</summary>
    public bool IsLast(int image) => image + 1 == _group.End;

    /// <summary>Whether the slot of an input holds an image of it.</summary>
    public bool Holds(IHeldImage input, int image) => ReferenceEquals(_inputs[input.Slot], input) && _images[input.Slot] == image;

    /// <summary>Remembers what the slot of an input holds.</summary>
    public void Hold(IHeldImage input, int image) => (_inputs[input.Slot], _images[input.Slot]) = (input, image);

    public void Dispose()
    {
        foreach (var slot in _slots) slot.Dispose();
        _rows.Dispose();
        _inner.Dispose();
        _held.Dispose();
    }
}

/// <summary>How much scratch memory without borders an operation needs, in floats.</summary>
/// <param name="Rows">Rows of the gradient of its map.</param>
/// <param name="Inner">Rows between its two convolutions.</param>
/// <param name="Held">What a stage holds from image to image.</param>
internal readonly record struct ScratchNeeds(long Rows, long Inner, long Held = 0)
{
    /// <summary>What is enough for both.</summary>
    public ScratchNeeds Or(ScratchNeeds other) =>
        new(Math.Max(Rows, other.Rows), Math.Max(Inner, other.Inner), Math.Max(Held, other.Held));
}
