// The gradient of the loss in a map y, from the gradients of its views. A map is read through views v_i = scale_i x^ + shift_i with
// x^ = r (y - mean); u = sum of weight_i * scale_i * (gradient of view i) is the gradient in x^. Where mean and r are those of the batch of
// M pixels, they depend on y as well (Ioffe, Szegedy 2015):
//
//   dy = r (u - sum(u) / M - x^ sum(u x^) / M)
//
// which is linear in the gradients and in y, channel by channel: one linear combination of maps, its coefficients known once the sums are.
// The gradients are those of the sums that the map is a term of (weight = mixture), or the map's own buffer (weight = 1).

namespace AerNas.Kernels.Engine;

/// <summary>Computes the gradient of an operation's map.</summary>
internal sealed unsafe class UpstreamGradient
{
    private readonly FeatureMap _map;
    private readonly int _images;
    private readonly ScaledMap[] _terms;
    private readonly float*[] _factors;
    private readonly double[] _owns;
    private readonly double[] _shifts;
    private readonly float* _own;
    private readonly float* _center;
    private readonly float* _shift;
    private readonly SumTerm?[] _scaled; // terms whose images the pass scales, where their gradients stand
    private Pass _pass = null!;
    private bool _scales;
    private double[] _mean; // the same in all views that take part
    private int _count;

    public UpstreamGradient(FeatureMap map, int images, ChannelArena arena)
    {
        (_map, _images) = (map, images);
        var contributions = map.OwnsGradient ? 1 : map.Terms.Count;
        _terms = new ScaledMap[contributions + 1];
        _scaled = new SumTerm?[contributions + 1];
        _factors = new float*[contributions + 1];
        for (var i = 0; i <= contributions; i++) _factors[i] = arena.Take(map.PaddedChannels);
        _mean = map.Views[0].Mean;
        (_owns, _shifts) = (new double[map.PaddedChannels], new double[map.PaddedChannels]);
        _own = arena.Take(map.PaddedChannels);
        _center = arena.Take(map.PaddedChannels);
        _shift = arena.Take(map.PaddedChannels);
    }

    /// <summary>Sets the coefficients; the gradients of all views and their sums are complete.</summary>
    public void Prepare(Pass pass)
    {
        (_pass, _scales, _count) = (pass, false, _map.Views[0].UsesBatch(pass) ? 1 : 0);
        Array.Clear(_owns);
        Array.Clear(_shifts);
        if (_map.OwnsGradient)
        {
            Add(pass, _map.Views[0], 1, new(_map, _map.GradientTotal?.Totals, _map.Views[0].Centered));
        }
        else
        {
            foreach (var term in _map.Terms)
            {
                if (!term.Active) continue;
                _scaled[_count] = term.IsScaled ? term : null;
                _scales |= term.IsScaled;
                Add(pass, term.View, term.MixtureWeight, new(term.Sum.Output, term.Plain, term.Centered));
            }
        }

        SetMeans();
        if (_map.Views[0].UsesBatch(pass)) _terms[0] = new ScaledMap(_map.Data, _own, _center);
    }

    /// <summary>Writes the gradient of pixels that follow each other.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="image">Whose.</param>
    /// <param name="block">Which channels.</param>
    /// <param name="pixels">Which pixels: the first, and how many.</param>
    /// <param name="target">Where they go, side by side.</param>
    public void Write(KernelSet kernels, int image, int block, (int First, int Count) pixels, float* target)
    {
        var at = (long)image * _map.ImageStep + (long)block * _map.BlockStep + pixels.First * _map.Lanes;
        var offset = new BlockOffset(at, block * _map.Lanes);
        if (_scales) WriteScaled(kernels, image, offset, target, pixels.Count);
        else kernels.Combine(_terms.AsSpan(0, _count), _shift, offset, target, pixels.Count);
    }

    /// <summary>Tells what it is computed from.</summary>
    public void Foretell(StageMemory memory)
    {
        foreach (var term in _terms.AsSpan(0, _count)) memory.Add(term.Pixels, _map.ImageStep);
    }

    /// <summary>As <see cref="Write"/> where sums scale the images of their terms.</summary>
    private void WriteScaled(KernelSet kernels, int image, BlockOffset at, float* target, int pixels)
    {
        var (lanes, count) = (_map.Lanes, 0);
        var numbers = stackalloc float[_count * lanes];
        Span<ScaledMap> terms = stackalloc ScaledMap[_count];
        for (var i = 0; i < _count; i++)
        {
            terms[count] = _terms[i];
            if (_terms[i].Center is null && _scaled[i] is { } term)
            {
                var scale = term.ScaleOf(_pass, image);
                if (scale == 0) continue;
                var factors = numbers + count * lanes;
                for (var lane = 0; lane < lanes; lane++) factors[lane] = scale * _terms[i].Scale[at.Channels + lane];
                terms[count] = new ScaledMap(_terms[i].Pixels, factors - at.Channels);
            }

            count++;
        }

        kernels.Combine(terms[..count], _shift, at, target, pixels);
    }

    private void Add(Pass pass, ViewState view, float weight, Contribution contribution)
    {
        var scale = _factors[_count];
        for (var c = 0; c < _map.PaddedChannels; c++) scale[c] = weight * view.Affine.Scale[c];
        _terms[_count++] = new ScaledMap(contribution.From.FinalGradient.Data, scale);
        _mean = view.Mean;
        if (view.UsesBatch(pass)) SubtractMeans(view, weight, contribution);
        if (pass.WantsWeights) AddParameterGradients(pass, view, weight, contribution);
    }

    /// <summary>The parts of the batch's mean and variance, as coefficients of y - mean and of one.</summary>
    private void SubtractMeans(ViewState view, float weight, Contribution from)
    {
        var count = (double)_images * _map.Pixels;
        for (var c = 0; c < _map.Channels; c++)
        {
            double r = view.Center.Scale[c], scale = weight * view.Gain[c] * r / count;
            _owns[c] -= scale * r * from.Centered[c];
            _shifts[c] -= scale * from.Plain[c];
        }
    }

    /// <summary>Rounds them; what rounding leaves of the mean goes into the shift.</summary>
    private void SetMeans()
    {
        for (var c = 0; c < _map.PaddedChannels; c++)
        {
            _own[c] = (float)_owns[c];
            _center[c] = (float)_mean[c];
            _shift[c] = (float)(_shifts[c] - _own[c] * (_mean[c] - _center[c]));
        }
    }

    private void AddParameterGradients(Pass pass, ViewState view, float weight, Contribution from)
    {
        for (var c = 0; c < _map.Channels; c++)
        {
            if (view.Norm?.Scale is { } scale) pass.WeightGradient[scale.Offset + c] += (float)(weight * from.Centered[c]);
            if (view.Norm?.Shift is { } shift) pass.WeightGradient[shift.Offset + c] += (float)(weight * from.Plain[c]);
            if (view.Bias is { } bias && !view.UsesBatch(pass))
                pass.WeightGradient[bias.Offset + c] += (float)(weight * (view.Norm is null ? 1 : view.Affine.Scale[c]) * from.Plain[c]);
        }
    }

    /// <summary>A gradient that reaches a view of the map, and its sums where a norm or a bias needs them.</summary>
    private readonly struct Contribution(FeatureMap from, double[]? plain, ImageSums? centered)
    {
        public FeatureMap From { get; } = from;

        public double[] Plain => plain!;

        public double[] Centered => centered!.Totals;
    }
}
