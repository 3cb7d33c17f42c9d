// A node of a cell: the weighted sum of views. Batch norms are linear once their statistics are known, so the node is one linear
// combination of maps: every map is read once, and no normalized map is ever stored. Backward, the node's gradient is the gradient of each
// of its terms, times the term's weight: terms whose maps only sums read take it from there, the others have it added to their own.

using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>A weighted sum of views.</summary>
internal sealed unsafe class SumOperation : Operation
{
    private readonly ScaledMap[] _maps;
    private readonly float* _shift;
    private readonly float* _zeros;
    private readonly float* _ones;
    private int _count;

    public SumOperation(FeatureMap output, IReadOnlyList<(ViewState View, int? MixtureEntry)> terms, PlanContext context)
        : base(output, context.Kernels)
    {
        Terms = [.. terms.Select(term => new SumTerm(term.View, term.MixtureEntry, this)
        {
            Scale = context.Arena.Take(output.PaddedChannels),
            Weight = context.Arena.Take(output.PaddedChannels),
            Sums = new GradientSums(output, context.Images, context.Arena),
        })];
        Inputs = [.. Terms.Select(term => term.View)];
        foreach (var term in Terms) term.View.Map.Terms.Add(term);
        _maps = new ScaledMap[Terms.Length];
        _shift = context.Arena.Take(output.PaddedChannels);
        _zeros = context.Arena.Take(output.PaddedChannels);
        _ones = context.Arena.Take(output.PaddedChannels, 1);
        output.Gradient = new GradientBuffer(output);
    }

    /// <summary>What it adds.</summary>
    public SumTerm[] Terms { get; }

    public override ViewState[] Inputs { get; }

    /// <summary>Marks the terms that take part.</summary>
    /// <param name="active">Which entries of the mixture do; empty: all.</param>
    /// <param name="mixture">The weights of all entries.</param>
    public void Activate(ReadOnlySpan<bool> active, ReadOnlySpan<float> mixture)
    {
        foreach (var term in Terms)
        {
            term.Active = Active && (active.IsEmpty || term.MixtureEntry is not { } entry || active[entry]);
            term.View.Active |= term.Active;
            if (term.MixtureEntry is { } weighted) term.MixtureWeight = mixture[weighted];
        }
    }

    public override void PrepareForward(Pass pass)
    {
        _count = 0;
        new Span<float>(_shift, Output.PaddedChannels).Clear();
        foreach (var term in Terms)
        {
            if (!term.Active) continue;
            var weight = term.MixtureWeight;
            for (var c = 0; c < Output.Channels; c++)
            {
                term.Weight[c] = weight;
                term.Scale[c] = weight * term.View.Affine.Scale[c];
                _shift[c] += weight * term.View.Affine.Shift[c];
            }

            _maps[_count++] = new ScaledMap(term.View.Map.Data, term.Scale);
        }
    }

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        for (var block = 0; block < Output.Blocks; block++)
            Kernels.Combine(_maps.AsSpan(0, _count), _shift, At(image, block), Output.Image(image) + block * Output.BlockStep, Output.Pixels);
    }

    public override void ClaimBuffers(Pass pass)
    {
        foreach (var term in Terms)
        {
            if (PassesTo(term)) Claim(term.View.Map.Gradient);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        var gradient = Output.Gradient!.Image(image);
        foreach (var term in Terms)
        {
            if (!term.Active) continue;
            var map = term.View.Map;
            var products = term.View.Norm is null ? term.View.Affine : term.View.Center;
            var takes = term.NeedsSums(pass);
            for (var block = 0; takes && block < Output.Blocks; block++)
            {
                var offset = block * Output.BlockStep;
                var sums = term.Sums.Open(image, block);
                Kernels.Products(gradient + offset, map.Image(image) + offset, products.From(block * Kernels.Lanes), Output.Pixels, sums);
            }

            if (PassesTo(term)) AddTo(term, image);
        }
    }

    public override void FinishBackward(Pass pass, StageScratch scratch)
    {
        foreach (var term in Terms)
        {
            if (!term.Active || !term.NeedsSums(pass)) continue;
            term.Sums.Complete(scratch.Images);
        }
    }

    /// <summary>Adds the gradient of the mixture: for each term the sum of the node's gradient times the term's view.</summary>
    public void AddMixtureGradient(Pass pass)
    {
        foreach (var term in Terms)
        {
            if (!term.Active || term.MixtureEntry is not { } entry) continue;
            var sum = 0.0;
            for (var c = 0; c < Output.Channels; c++) sum += term.View.Gain[c] * term.Sums.Centered[c] + term.View.Lift[c] * term.Sums.Plain[c];

            pass.MixtureGradient[entry] += sum;
        }
    }

    private static bool PassesTo(SumTerm term) => term.Active && term.View.Map is { OwnsGradient: true, RequiresGradient: true };

    private void AddTo(SumTerm term, int image)
    {
        var target = term.View.Map.Gradient!;
        var start = target.Open(image, this);
        Span<ScaledMap> maps = [new ScaledMap(target.Data, _ones), new ScaledMap(Output.Gradient!.Data, term.Weight)];
        for (var block = 0; block < Output.Blocks; block++)
            Kernels.Combine(maps, _zeros, At(image, block), start + block * Output.BlockStep, Output.Pixels);
    }

    private BlockOffset At(int image, int block) =>
        new((long)image * Output.ImageStep + (long)block * Output.BlockStep, block * Kernels.Lanes);
}
