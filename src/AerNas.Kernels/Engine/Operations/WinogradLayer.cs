namespace AerNas.Kernels.Engine;

/// <summary>The weights of a 3x3 convolution at the points of minimal filtering: [36, C_out / lanes, C_in / lanes, channels, lanes], and
/// the same turned round, outputs for inputs.</summary>
internal sealed unsafe class WinogradLayer
{
    private readonly DenseLayer _dense;
    private readonly KernelSet _kernels;
    private readonly (int Input, int Output) _blocks;
    private float* _points;
    private float* _transposed;

    public WinogradLayer(DenseLayer dense, KernelSet kernels, (int Input, int Output) blocks) =>
        (_dense, _kernels, _blocks) = (dense, kernels, blocks);

    /// <summary>Floats from a point to the next.</summary>
    public int PointStep => _blocks.Input * _blocks.Output * Tile + WinogradPoints.Gap;

    private int Tile => _kernels.Lanes * _kernels.Lanes;

    /// <summary>Makes room for the weights.</summary>
    public void Place(ChannelArena arena)
    {
        _dense.Place(arena, transposed: true);
        _points = arena.Take((long)WinogradPoints.Count * PointStep);
        _transposed = arena.Take((long)WinogradPoints.Count * PointStep);
    }

    /// <summary>Brings the weights to the points, transposed ones where a backward pass needs them.</summary>
    public void Pack(float* weights, bool transposed)
    {
        _dense.Pack(weights, transposed);
        ToPoints(_dense.Outputs(targetStep: 0), _blocks.Input, _points, turned: false);
        if (transposed) ToPoints(_dense.Inputs(0, _blocks.Input, targetStep: 0), _blocks.Output, _transposed, turned: true);
    }

    /// <summary>All blocks of output channels at a point, whose products lie so many floats apart.</summary>
    public OutputBlocks Outputs(int point, int targetStep) =>
        new(_points + (long)point * PointStep, _blocks.Input * Tile, targetStep, _blocks.Output);

    /// <summary>Some blocks of input channels as outputs of the transposed convolution.</summary>
    public OutputBlocks Inputs(int point, (int First, int Count) blocks, int targetStep)
    {
        var step = _blocks.Output * Tile;
        return new OutputBlocks(_transposed + (long)point * PointStep + blocks.First * step, step, targetStep, blocks.Count);
    }

    private void ToPoints(OutputBlocks weights, int inputs, float* points, bool turned)
    {
        var step = inputs * Tile;
        for (var block = 0; block < weights.Count; block++)
        {
            var first = weights.From(block, 1).Weights;
            var to = new WinogradPoints(points + (long)block * step, PointStep);
            _kernels.WinogradWeights(turned ? first + (_dense.Taps - 1) * step : first, turned ? -step : step, inputs * _kernels.Lanes, to);
        }
    }
}
