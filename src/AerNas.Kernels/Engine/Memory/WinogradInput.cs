namespace AerNas.Kernels.Engine;

/// <summary>A padded input at the points of minimal filtering; made once an image for all that read it so.</summary>
/// <param name="padded">What is transformed.</param>
internal sealed unsafe class WinogradInput(PaddedInput padded) : IHeldImage
{
    private readonly Extent _tiles = WinogradTiles.Of(padded.Sources[0].Map);

    public PaddedInput Padded { get; } = padded;

    public int Slot { get; private set; }

    /// <summary>Floats from a point to the next.</summary>
    public int PointStep => Layout.PointStep;

    private WinogradImages Layout => new(_tiles, Padded.Blocks, Padded.Lanes);

    /// <summary>Takes a place in the workspaces.</summary>
    public void Freeze(PlanContext context) =>
        Slot = context.SlotOf(WinogradTiles.SlotOf(ScratchPurpose.WinogradInput, Padded.Blocks, Padded.Sources[0].Map));

    /// <summary>The points of an image; computed unless an operation before read the same.</summary>
    public float* Load(int image, Workspace workspace, KernelSet kernels)
    {
        var start = workspace.Slot(Slot);
        if (workspace.Holds(this, image)) return start;
        Write(image, workspace, kernels, Layout, start);
        workspace.Hold(this, image);
        return start;
    }

    /// <summary>Writes the points of an image.</summary>
    /// <param name="image">Which image.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="layout">How they are to lie.</param>
    /// <param name="first">Where the first goes.</param>
    public void Write(int image, Workspace workspace, KernelSet kernels, in WinogradImages layout, float* first)
    {
        var copy = Padded.Load(image, workspace, kernels);
        for (var block = 0; block < Padded.Blocks; block++)
        {
            var corner = new Grid(Padded.Row(copy, block, -1) - Padded.Lanes, Padded.RowStep, Padded.Lanes);
            kernels.WinogradInput(corner, _tiles, layout.Points(first, block));
        }
    }
}
