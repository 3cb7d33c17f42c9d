namespace AerNas.Kernels.Engine;

/// <summary>A padded input at the points of minimal filtering: [36, blocks, tiles, lanes]; made once an image for all that read it
/// so.</summary>
/// <param name="padded">What is transformed.</param>
internal sealed unsafe class WinogradInput(PaddedInput padded) : IHeldImage
{
    private readonly Extent _tiles = WinogradTiles.Of(padded.Sources[0].Map);

    public PaddedInput Padded { get; } = padded;

    public int Slot { get; private set; }

    /// <summary>Floats from a point to the next.</summary>
    public int PointStep => Padded.Blocks * BlockStep + WinogradPoints.Gap;

    private int BlockStep => _tiles.Pixels * Padded.Lanes;

    /// <summary>Takes a place in the workspaces.</summary>
    public void Freeze(PlanContext context) =>
        Slot = context.SlotOf(WinogradTiles.SlotOf(ScratchPurpose.WinogradInput, Padded.Blocks, Padded.Sources[0].Map));

    /// <summary>The points of an image; computed unless an operation before read the same.</summary>
    public float* Load(int image, Workspace workspace, KernelSet kernels)
    {
        var start = workspace.Slot(Slot);
        if (workspace.Holds(this, image)) return start;
        var copy = Padded.Load(image, workspace, kernels);
        for (var block = 0; block < Padded.Blocks; block++)
        {
            var first = new Grid(Padded.Row(copy, block, -1) - Padded.Lanes, Padded.RowStep, Padded.Lanes);
            kernels.WinogradInput(first, _tiles, new WinogradPoints(start + block * BlockStep, PointStep));
        }

        workspace.Hold(this, image);
        return start;
    }
}
