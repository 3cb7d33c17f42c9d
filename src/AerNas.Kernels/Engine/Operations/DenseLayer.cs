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
    private readonly (int Forward, int Backward)[] _order; // of each weight
    private readonly float* _packed; // [output blocks, taps, input blocks, channels, lanes]
    private readonly float* _transposed; // [input blocks, taps, output blocks, channels, lanes]

    public DenseLayer(ConvolutionNode node, DenseInput input, FeatureMap output, ChannelArena arena)
    {
        (_node, _input, _outputBlocks, _lanes) = (node, input, output.Blocks, output.Lanes);
        Geometries = [.. node.Dense.Select(dense => new WindowGeometry(dense.Window, input.Size, (output.Height, output.Width)))];
        Taps = Geometries.Sum(g => g.Window.Height * g.Window.Width);
        _packed = arena.Take(PackedFloats);
        _transposed = arena.Take((long)input.Blocks * InputBlockWeights);
        _order = [.. Order()];
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

    /// <summary>Weights of a block of output channels.</summary>
    public float* WeightsOf(int outputBlock) => _packed + outputBlock * OutputBlockWeights;

    /// <summary>Transposed weights of a block of input channels.</summary>
    public float* TransposedOf(int inputBlock) => _transposed + inputBlock * InputBlockWeights;

    /// <summary>Where the gradient of a block of output channels lies in that of all.</summary>
    public int GradientOffset(int outputBlock) => outputBlock * OutputBlockWeights;

    /// <summary>What an output reads, where a row of the input takes so many floats and a block of channels so many.</summary>
    public IEnumerable<Tap> ForwardTaps(int before, int rowStep, int blockStep)
    {
        var offset = 0;
        foreach (var geometry in Geometries)
        {
            foreach (var (tap, y, x) in geometry.Reads())
            {
                for (var block = 0; block < _input.Blocks; block++)
                {
                    var input = block * blockStep + (before + y) * rowStep + (before + x) * _lanes;
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
        var i = 0;
        foreach (var dense in _node.Dense)
        {
            var from = weights + dense.Weight.Offset;
            for (var end = i + dense.Weight.Length; i < end; i++)
            {
                var weight = *from++;
                _packed[_order[i].Forward] = weight;
                if (transposed) _transposed[_order[i].Backward] = weight;
            }
        }
    }

    /// <summary>Brings a weight gradient from the order of the kernels into that of the parameters.</summary>
    public void Unpack(float* packed, float* weightGradient)
    {
        var i = 0;
        foreach (var dense in _node.Dense)
        {
            var to = weightGradient + dense.Weight.Offset;
            for (var end = i + dense.Weight.Length; i < end; i++) *to++ = packed[_order[i].Forward];
        }
    }

    /// <summary>Where each weight, in the order of the parameters, lies in the order of the kernels.</summary>
    private IEnumerable<(int Forward, int Backward)> Order()
    {
        int firstOutput = 0, firstTap = 0;
        foreach (var dense in _node.Dense)
        {
            var taps = dense.Window.Height * dense.Window.Width;
            for (var o = firstOutput; o < firstOutput + dense.Outputs; o++)
            {
                foreach (var (inputBlock, inputLane) in _input.Positions())
                {
                    for (var tap = firstTap; tap < firstTap + taps; tap++)
                    {
                        var forward = o / _lanes * OutputBlockWeights
                            + ((tap * _input.Blocks + inputBlock) * _lanes + inputLane) * _lanes + o % _lanes;
                        var backward = inputBlock * InputBlockWeights
                            + ((tap * _outputBlocks + o / _lanes) * _lanes + o % _lanes) * _lanes + inputLane;
                        yield return (forward, backward);
                    }
                }
            }

            firstOutput += dense.Outputs;
            firstTap += taps;
        }
    }
}
