namespace AerNas.Kernels.Engine;

/// <summary>
/// What a windowed operation reads: views of one size, one after the other along the channels, normalized, perhaps rectified, with a
/// border, so that no window ever leaves it: [blocks, before + H + after, before + W + after, lanes].
/// </summary>
internal sealed unsafe class PaddedInput : IHeldImage
{
    private readonly bool _rectify;
    private readonly float _border;

    /// <param name="sources">Views of one size.</param>
    /// <param name="rectify">Whether a ReLU comes first.</param>
    /// <param name="border">What stands around the map.</param>
    public PaddedInput(ImmutableArray<ViewState> sources, bool rectify, float border = 0)
    {
        Sources = sources;
        foreach (var source in sources) Blocks += source.Map.Blocks;
        _rectify = rectify;
        _border = border;
    }

    public ImmutableArray<ViewState> Sources { get; }

    public int Lanes => Sources[0].Map.Lanes;

    /// <summary>Blocks of channels of all sources.</summary>
    public int Blocks { get; }

    /// <summary>Rows above, and columns left of the map; what the windows of all its readers need.</summary>
    public int Before { get; private set; }

    /// <summary>Rows, with the border.</summary>
    public int Height { get; private set; }

    /// <summary>Pixels in a row, with the border.</summary>
    public int Width { get; private set; }

    /// <summary>Where it lies in a workspace.</summary>
    public int Slot { get; private set; }

    /// <summary>Floats from a row to the next.</summary>
    public int RowStep => Width * Lanes;

    /// <summary>Floats from a block of channels to the next.</summary>
    public int BlockStep => Height * RowStep;

    /// <summary>How a copy lies.</summary>
    public PaddedLayout Layout => new(Before, RowStep, BlockStep);

    /// <summary>Where the first pixel of a block of channels lies in a copy.</summary>
    public int FirstPixel(int block) => block * BlockStep + Before * (RowStep + Lanes);

    /// <summary>Whether it is a copy of these views.</summary>
    public bool IsOf(ImmutableArray<ViewState> sources, bool rectify, float border) =>
        _rectify == rectify && _border.Equals(border) && Sources.AsSpan().SequenceEqual(sources.AsSpan());

    /// <summary>Takes over the border, once every reader has asked for its own.</summary>
    public void Freeze(PlanContext context)
    {
        var after = 0;
        foreach (var source in Sources) (Before, after) = (Math.Max(Before, source.PadBefore), Math.Max(after, source.PadAfter));
        Height = Before + Sources[0].Map.Height + after;
        Width = Before + Sources[0].Map.Width + after;
        var inside = (Sources[0].Map.Height, Sources[0].Map.Width);
        Slot = context.SlotOf(new ScratchSlot(ScratchPurpose.Input, Blocks, inside, Before, after) { Border = _border });
    }

    /// <summary>The input of an image; copied unless an operation before read the same.</summary>
    public float* Load(int image, Workspace workspace, KernelSet kernels)
    {
        var start = workspace.Slot(Slot);
        if (workspace.Holds(this, image)) return start;
        Copy(image, start, kernels);
        workspace.Hold(this, image);
        return start;
    }

    /// <summary>The first pixel of a row of a block of channels of a copy.</summary>
    public float* Row(float* padded, int block, int row) => padded + FirstPixel(block) + row * RowStep;

    private void Copy(int image, float* target, KernelSet kernels)
    {
        target += Before * (RowStep + Lanes);
        foreach (var source in Sources)
        {
            var map = source.Map;
            var size = new Extent(map.Height, map.Width);
            for (var block = 0; block < map.Blocks; block++, target += BlockStep)
            {
                var from = new Grid(map.Image(image) + block * map.BlockStep, map.Width * Lanes, Lanes);
                var (affine, to) = (source.Affine.From(block * Lanes), new Grid(target, RowStep, Lanes));
                if (_rectify) kernels.Rectify(from, affine, to, size);
                else kernels.Normalize(from, affine, to, size);
            }
        }
    }
}

/// <summary>How an image of a map lies with a border around each block of channels.</summary>
/// <param name="Before">Width of the border above and left.</param>
/// <param name="RowStep">Floats from a row to the next.</param>
/// <param name="BlockStep">Floats from a block of channels to the next.</param>
internal readonly record struct PaddedLayout(int Before, int RowStep, int BlockStep);
