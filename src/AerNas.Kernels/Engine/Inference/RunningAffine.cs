using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A bias and a batch norm with running statistics, as a factor and a term of each channel.</summary>
internal sealed unsafe class RunningAffine
{
    private readonly Normalization? _norm;
    private readonly Slice? _bias;
    private readonly int _channels;

    /// <param name="norm">The batch norm; null: none.</param>
    /// <param name="bias">What is added before it; null: nothing.</param>
    /// <param name="map">Whose channels.</param>
    /// <param name="arena">For the numbers.</param>
    public RunningAffine(Normalization? norm, Slice? bias, BlockedMap map, ChannelArena arena)
    {
        (_norm, _bias, _channels) = (norm, bias, map.Channels);
        Affine = new ChannelAffine(arena.Take(map.PaddedChannels, 1), arena.Take(map.PaddedChannels));
    }

    /// <summary>What is done to each channel, as it was loaded last.</summary>
    public ChannelAffine Affine { get; }

    /// <summary>Takes over weights and running statistics.</summary>
    public void Load(float* weights, float* statistics)
    {
        for (var c = 0; c < _channels; c++)
        {
            var bias = _bias is { } b ? weights[b.Offset + c] : 0.0;
            if (_norm is null)
            {
                Affine.Shift[c] = (float)bias;
                continue;
            }

            double mean = statistics[_norm.RunningMean!.Value.Offset + c], variance = statistics[_norm.RunningVariance!.Value.Offset + c];
            var scale = (_norm.Scale is { } s ? weights[s.Offset + c] : 1) / Math.Sqrt(variance + ViewState.Epsilon);
            Affine.Scale[c] = (float)scale;
            Affine.Shift[c] = (float)((_norm.Shift is { } t ? weights[t.Offset + c] : 0) + (bias - mean) * Affine.Scale[c]);
        }
    }
}
