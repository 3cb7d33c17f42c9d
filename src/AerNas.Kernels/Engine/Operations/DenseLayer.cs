using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>
/// The part of a convolution over all channels: one or more kernels, each with its own output channels, as one kernel with the taps of all,
/// zero where a tap does not belong to an output channel.
/// </summary>
internal sealed unsafe class DenseLayer
{
    private readonly ConvolutionNode _node;
    private readonly DenseInput _input;
    private readonly int _outputBlocks;
    private readonly int _lanes;
    private float* _packed; // [output blocks, taps, input blocks, channels, lanes]
    private float* _transposed; // [input blocks, taps, output blocks, channels, lanes]

    public DenseLayer(ConvolutionNode node, DenseInput input, BlockedMap output)
    {
        (_node, _input, _outputBlocks, _lanes) = (node, input, output.Blocks, output.Lanes);
        Geometries = [.. node.Dense.Select(dense => new WindowGeometry(dense.Window, input.Size, (output.Height, output.Width)))];
        Taps = Geometries.Sum(g => g.Window.Height * g.Window.Width);
    }

    /// <summary>The windows of its kernels.</summary>
    public ImmutableArray<WindowGeometry> Geometries { get; }

    /// <summary>Taps of all its kernels.</summary>
    public int Taps { get; }

    /// <summary>Floats of its weights in the order of the kernels.</summary>
    public int PackedFloats => _outputBlocks * OutputBlockWeights;

    private int OutputBlockWeights => Taps * _input.Blocks * Tile;

    private int InputBlockWeights => Taps * _outputBlocks * Tile;

    private int Tile => _lanes * _lanes;

    private WeightOrder Forward => new(OutputBlockWeights, 1, _input.Blocks * Tile, Tile, _lanes);

    private WeightOrder Backward => new(Tile, _lanes, _outputBlocks * Tile, InputBlockWeights, 1);

    /// <summary>Makes room for the weights, and transposed ones where a backward pass needs them.</summary>
    public void Place(ChannelArena arena, bool transposed = false)
    {
        _packed = arena.Take(PackedFloats);
        if (transposed) _transposed = arena.Take((long)_input.Blocks * InputBlockWeights);
    }

    /// <summary>All blocks of output channels, which lie so many floats apart.</summary>
    public OutputBlocks Outputs(int targetStep) => new(_packed, OutputBlockWeights, targetStep, _outputBlocks);

    /// <summary>Some blocks of input channels as outputs of the transposed convolution, which lie so many floats apart.</summary>
    public OutputBlocks Inputs(int firstBlock, int count, int targetStep) =>
        new(_transposed + firstBlock * InputBlockWeights, InputBlockWeights, targetStep, count);

    /// <summary>The gradient of the weights of all blocks of output channels, whose own gradients lie so many floats apart.</summary>
    public OutputBlocks Gradients(float* sums, int gradientStep) => new(sums, OutputBlockWeights, gradientStep, _outputBlocks);

    /// <summary>What an output reads.</summary>
    /// <param name="rowStep">Floats from a row of the input to the next.</param>
    /// <param name="first">Where the first pixel of each block of input channels lies.</param>
    public IEnumerable<Tap> ForwardTaps(int rowStep, Func<int, int> first)
    {
        var offset = 0;
        foreach (var geometry in Geometries)
        {
            foreach (var (tap, y, x) in geometry.Reads())
            {
                for (var block = 0; block < _input.Blocks; block++)
                {
                    var input = first(block) + y * rowStep + x * _lanes;
                    yield return new Tap(input, ((offset + tap) * _input.Blocks + block) * Tile, _input.ChannelsIn(block));
                }
            }

            offset += geometry.Window.Height * geometry.Window.Width;
        }
    }

    /// <summary>What an input pixel of a pointwise convolution gathers, blocks of the gradient lying so many floats apart.</summary>
    public IEnumerable<Tap> PointwiseBackwardTaps(int blockStep, int outputChannels) =>
        Enumerable.Range(0, _outputBlocks)
            .Select(block => new Tap(block * blockStep, block * Tile, Math.Min(_lanes, outputChannels - block * _lanes)));

    /// <summary>The classes of input pixels, for gradients of the output that lie as told.</summary>
    public IEnumerable<(PixelClass Inputs, List<Tap> Taps)> BackwardTaps(PaddedGradient gradient, int outputChannels)
    {
        var taps = new Dictionary<PixelClass, List<Tap>>();
        var offset = 0;
        foreach (var geometry in Geometries)
        {
            foreach (var (inputs, reads) in geometry.Classes())
            {
                if (!taps.TryGetValue(inputs, out var list)) taps[inputs] = list = [];
                foreach (var (tap, y, x) in reads)
                {
                    for (var block = 0; block < _outputBlocks; block++)
                    {
                        var input = block * gradient.BlockStep + y * gradient.RowStep + x * _lanes;
                        var channels = Math.Min(_lanes, outputChannels - block * _lanes);
                        list.Add(new Tap(input, ((offset + tap) * _outputBlocks + block) * Tile, channels));
                    }
                }
            }

            offset += geometry.Window.Height * geometry.Window.Width;
        }

        return taps.Select(pair => (pair.Key, pair.Value));
    }

    /// <summary>Brings the weights into the order of the kernels.</summary>
    public void Pack(float* weights, bool transposed)
    {
        Move(weights, _packed, Forward, unpack: false);
        if (transposed) Move(weights, _transposed, Backward, unpack: false);
    }

    /// <summary>As <see cref="Pack"/>, each output channel multiplied by a factor of its own.</summary>
    /// <param name="weights">All weights.</param>
    /// <param name="factors">// [C_out], padded to whole vectors</param>
    public void PackScaled(float* weights, float* factors)
    {
        Pack(weights, transposed: false);
        for (var block = 0; block < _outputBlocks; block++)
        {
            var scale = factors + block * _lanes;
            for (float* w = _packed + block * OutputBlockWeights, end = w + OutputBlockWeights; w < end; w += _lanes)
            {
                for (var lane = 0; lane < _lanes; lane++) w[lane] *= scale[lane];
            }
        }
    }

    /// <summary>Brings a weight gradient from the order of the kernels into that of the parameters.</summary>
    public void Unpack(float* packed, float* weightGradient) => Move(weightGradient, packed, Forward, unpack: true);

    private void Move(float* parameters, float* packed, WeightOrder order, bool unpack)
    {
        int output = 0, firstTap = 0;
        foreach (var dense in _node.Dense)
        {
            var taps = dense.Window.Height * dense.Window.Width;
            var part = new MovedPart(parameters + dense.Weight.Offset, packed + firstTap * order.Tap, output, taps);
            for (int end = output + dense.Outputs, next; output < end; output = next)
            {
                next = Math.Min(end, (output / _lanes + 1) * _lanes);
                for (var block = 0; block < _input.Blocks; block++) Move(part, order, (output, next), block, unpack);
            }

            firstTap += taps;
        }
    }

    /// <summary>The weights between some outputs of a block and a block of inputs: close together in the order of the kernels.</summary>
    private void Move(in MovedPart part, in WeightOrder order, (int First, int End) outputs, int block, bool unpack)
    {
        int channels = _input.ChannelsIn(block), before = _input.ChannelsBefore(block);
        for (var output = outputs.First; output < outputs.End; output++)
        {
            var parameter = part.Parameters + ((long)(output - part.FirstOutput) * _input.Channels + before) * part.Taps;
            var first = part.Packed + output / _lanes * order.OutputBlock + output % _lanes * order.OutputLane
                + block * order.InputBlock;
            for (var lane = 0; lane < channels; lane++)
            {
                var place = first + lane * order.InputLane;
                for (var tap = 0; tap < part.Taps; tap++, place += order.Tap, parameter++)
                {
                    if (unpack) *parameter = *place;
                    else *place = *parameter;
                }
            }
        }
    }

    /// <summary>One of the convolutions whose outputs stand side by side.</summary>
    private readonly struct MovedPart(float* parameters, float* packed, int firstOutput, int taps)
    {
        public readonly float* Parameters = parameters, Packed = packed;
        public readonly int FirstOutput = firstOutput, Taps = taps;
    }

    /// <summary>How many floats lie between a weight and the next in each direction.</summary>
    private readonly record struct WeightOrder(int OutputBlock, int OutputLane, int Tap, int InputBlock, int InputLane);
}
