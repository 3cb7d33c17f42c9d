// A node of a cell: the weighted sum of views. Batch norms are linear once their statistics are known, so the node is a linear combination
// of maps: every map is read once, and no normalized map is ever stored. Backward, the node's gradient is the gradient of each of its
// terms, times the term's weight: terms whose maps only sums read take it from there, the others have it added to their own.

namespace AerNas.Kernels.Engine;

/// <summary>A weighted sum of views. It is added up some terms at a time, by <see cref="AddTermsStep"/>.</summary>
internal sealed unsafe class SumOperation : Operation
{
    private readonly float* _zeros;
    private readonly ImmutableArray<int> _entries;
    private readonly bool[] _addedAsNumber;
    private ViewState[] _inputs = [];

    public SumOperation(FeatureMap output, ImmutableArray<int> entries, PlanContext context)
        : base(output, context.Kernels)
    {
        _entries = entries;
        _addedAsNumber = new bool[entries.Length];
        _zeros = context.Arena.Take(output.PaddedChannels);
        Ones = context.Arena.Take(output.PaddedChannels, 1);
        output.Gradient = new GradientBuffer(output);
        output.GradientTotal = ImageSums.Kept(output, context);
    }

    public SumTerm[] Terms { get; private set; } = [];
    public override ViewState[] Inputs => _inputs;

    /// <summary>Whether a mixture weights any of its terms.</summary>
    public bool IsMixed => Terms.Any(term => term.MixtureEntry is not null);

    /// <summary>What entries that take no part add to every pixel in the current pass.</summary>
    public float Number { get; private set; }

    /// <summary>A one for each channel.</summary>
    public float* Ones { get; }

    /// <summary>Makes a view one of its terms.</summary>
    public void Add(ViewState view, Graphs.Term node, PlanContext context)
    {
        var term = new SumTerm(view, node.MixtureEntry, node.Place, this)
        {
            Scale = context.Arena.Take(Output.PaddedChannels),
            Shift = context.Arena.Take(Output.PaddedChannels),
            Weight = context.Arena.Take(Output.PaddedChannels),
            Centered = new ImageSums(Output, context),
        };
        (Terms, _inputs) = ([.. Terms, term], [.. _inputs, view]);
        view.Map.Terms.Add(term);
    }

    /// <summary>Marks the terms that take part.</summary>
    /// <param name="batch">Which entries of the mixture do, and the weights of all.</param>
    public void Activate(in SupernetBatch batch)
    {
        var active = batch.Active;
        foreach (var term in Terms)
        {
            term.Active = Active && (term.MixtureEntry is not { } entry || entry >= active.Length || active[entry]);
            term.View.Active |= term.Active;
            if (term.MixtureEntry is { } weighted) term.MixtureWeight = batch.Mixture[weighted];
        }

        Number = 0;
        for (var i = 0; i < _entries.Length; i++)
        {
            _addedAsNumber[i] = Active && batch.AddsInactive && !active.IsEmpty && !active[_entries[i]];
            if (_addedAsNumber[i]) Number += batch.Mixture[_entries[i]];
        }
    }

    /// <summary>Nothing: its steps do it.</summary>
    public override void Forward(Pass pass, int image, Workspace workspace)
    {
    }

    /// <summary>Sets an image of the node to a combination of maps.</summary>
    public void Add(ReadOnlySpan<ScaledMap> maps, float* shift, int image)
    {
        for (var block = 0; block < Output.Blocks; block++)
            Kernels.Combine(maps, shift, At(image, block), Output.Image(image) + block * Output.BlockStep, Output.Pixels);
    }

    /// <summary>As <see cref="Add(ReadOnlySpan{ScaledMap}, float*, int)"/>, and terms whose images are scaled.</summary>
    public void Add(ReadOnlySpan<ScaledMap> maps, float* shift, ReadOnlySpan<SumTerm> scaled, (Pass Pass, int Image) of)
    {
        var lanes = Kernels.Lanes;
        var numbers = stackalloc float[(scaled.Length + 1) * lanes];
        Span<ScaledMap> all = stackalloc ScaledMap[maps.Length + scaled.Length];
        maps.CopyTo(all);
        for (var block = 0; block < Output.Blocks; block++)
        {
            var (at, count) = (At(of.Image, block), maps.Length);
            var shifts = new Span<float>(numbers, lanes);
            new ReadOnlySpan<float>(shift + at.Channels, lanes).CopyTo(shifts);
            foreach (var term in scaled)
            {
                var scale = term.ScaleOf(of.Pass, of.Image);
                if (scale == 0) continue;
                var factors = numbers + (count - maps.Length + 1) * lanes;
                for (var lane = 0; lane < lanes; lane++)
                {
                    factors[lane] = scale * term.Scale[at.Channels + lane];
                    shifts[lane] += scale * term.Shift[at.Channels + lane];
                }

                all[count++] = new ScaledMap(term.View.Map.Data, factors - at.Channels);
            }

            Kernels.Combine(all[..count], numbers - at.Channels, at, Output.Image(of.Image) + block * Output.BlockStep, Output.Pixels);
        }
    }

    /// <summary>Takes the sums of the whole node, where a reader asks for its deviation.</summary>
    public void TakeMoments(int image)
    {
        if (Output.Moments is not { } moments) return;
        var rows = Output.Image(image);
        for (var block = 0; block < Output.Blocks; block++, rows += Output.BlockStep)
            Kernels.Moments(rows, Output.Pixels, moments.Open(image, block, rows));
    }

    /// <summary>Takes the sums of the node's gradient times a term's map.</summary>
    public void TakeSums(SumTerm term, int image)
    {
        var gradient = Output.Gradient!.Image(image);
        for (var block = 0; block < Output.Blocks; block++, gradient += Output.BlockStep)
        {
            var product = ProductOf(term, image, block);
            Kernels.Products(gradient, product.Pixels, product.Affine, Output.Pixels, product.Sums);
        }
    }

    /// <summary>As <see cref="TakeSums(SumTerm, int)"/> for two terms, for which the node's gradient is read once.</summary>
    public void TakeSums(SumTerm one, SumTerm other, int image)
    {
        var gradient = Output.Gradient!.Image(image);
        for (var block = 0; block < Output.Blocks; block++, gradient += Output.BlockStep)
            Kernels.TwoProducts(gradient, ProductOf(one, image, block), ProductOf(other, image, block), Output.Pixels);
    }

    /// <summary>Adds the node's gradient, times the term's weight and a scale of the image, to the gradient of the term's map.</summary>
    public void AddGradient(SumTerm term, int image, float scale)
    {
        var target = term.View.Map.Gradient!;
        var start = target.Image(image);
        var weights = stackalloc float[Kernels.Lanes];
        new Span<float>(weights, Kernels.Lanes).Fill(scale * term.Weight[0]);
        for (var block = 0; block < Output.Blocks; block++)
        {
            var at = At(image, block);
            ReadOnlySpan<ScaledMap> maps = [new(Output.Gradient!.Data, weights - at.Channels), new(target.Data, Ones)];
            if (target.IsFirst(term)) maps = maps[..1]; // the term, for another of this sum may read the same map
            Kernels.Combine(maps, _zeros, at, start + block * Output.BlockStep, Output.Pixels);
        }
    }

    /// <summary>Adds the gradient of the mixture: for each term the sum of gradient times view, for a bare number the sum.</summary>
    public void AddMixtureGradient(Pass pass)
    {
        foreach (var term in Terms)
        {
            if (!term.Active || term.MixtureEntry is not { } entry) continue;
            var sum = 0.0;
            for (var c = 0; c < Output.Channels; c++)
                sum += term.View.Gain[c] * term.Centered.Totals[c] + term.View.Lift[c] * term.Plain[c];
            pass.MixtureGradient[entry] += sum;
        }

        for (var i = 0; i < _entries.Length; i++)
        {
            if (!_addedAsNumber[i]) continue;
            for (var c = 0; c < Output.Channels; c++) pass.MixtureGradient[_entries[i]] += Output.GradientTotal!.Totals[c];
        }
    }

    private ProductMap ProductOf(SumTerm term, int image, int block)
    {
        var affine = term.View.Norm is null ? term.View.Affine : term.View.Center;
        var pixels = term.View.Map.Image(image) + block * Output.BlockStep;
        return new(pixels, affine.From(block * Kernels.Lanes), term.Centered.Open(image, block));
    }

    private BlockOffset At(int image, int block) =>
        new((long)image * Output.ImageStep + (long)block * Output.BlockStep, block * Kernels.Lanes);
}
