namespace AerNas.Kernels.Engine;

/// <summary>Forward: some terms of a sum are added, soon after their maps were computed.</summary>
/// <param name="sum">The sum.</param>
/// <param name="terms">The terms.</param>
/// <param name="first">Whether no other terms were added before.</param>
/// <param name="last">Whether none is left.</param>
/// <param name="arena">For coefficients.</param>
internal sealed unsafe class AddTermsStep(SumOperation sum, SumTerm[] terms, bool first, bool last, ChannelArena arena) : Step
{
    private readonly ScaledMap[] _maps = new ScaledMap[terms.Length + 1];
    private readonly SumTerm[] _scaled = new SumTerm[terms.Length]; // those whose images the pass scales
    private readonly double[] _shifts = new double[sum.Output.PaddedChannels];
    private readonly float* _shift = arena.Take(sum.Output.PaddedChannels);
    private int _count;
    private int _scaledCount;

    public override IEnumerable<FeatureMap> Maps => terms.Select(term => term.View.Map).Append(sum.Output);

    public override IEnumerable<IStageSums> Sums => last && sum.Output.Moments is { } moments ? [moments] : [];

    public override bool IsActive => sum.Active;

    public override void Prepare(Pass pass)
    {
        (_count, _scaledCount) = (0, 0);
        Array.Clear(_shifts);
        if (first) Array.Fill(_shifts, sum.Number, 0, sum.Output.Channels);
        if (!first) _maps[_count++] = new ScaledMap(sum.Output.Data, sum.Ones);
        foreach (var term in terms)
        {
            if (!term.Active) continue;
            term.Prepare(pass);
            for (var c = 0; c < sum.Output.Channels; c++)
            {
                var scale = (double)term.MixtureWeight * term.View.Affine.Scale[c];
                term.Weight[c] = term.MixtureWeight;
                term.Scale[c] = (float)scale;
                var shift = (double)term.MixtureWeight * term.View.Affine.Shift[c] + (scale - term.Scale[c]) * term.View.Mean[c];
                if (term.IsScaled) term.Shift[c] = (float)shift;
                else _shifts[c] += shift;
            }

            if (term.IsScaled) _scaled[_scaledCount++] = term;
            else _maps[_count++] = new ScaledMap(term.View.Map.Data, term.Scale);
        }

        for (var c = 0; c < _shifts.Length; c++) _shift[c] = (float)_shifts[c];
    }

    public override void Foretell(Pass pass, StageMemory memory)
    {
        foreach (var map in _maps.AsSpan(0, _count)) memory.Add(map.Pixels, sum.Output.ImageStep);
        foreach (var term in _scaled.AsSpan(0, _scaledCount)) memory.Add(term.View.Map);
        memory.Add(sum.Output);
    }

    public override void Run(Pass pass, int image, Workspace workspace)
    {
        if (_scaledCount == 0) sum.Add(_maps.AsSpan(0, _count), _shift, image);
        else sum.Add(_maps.AsSpan(0, _count), _shift, _scaled.AsSpan(0, _scaledCount), (pass, image));
        if (last && pass.MeasuresDeviations) sum.TakeMoments(image);
    }

    public override void Finish(Pass pass, StageScratch scratch)
    {
        if (last && pass.MeasuresDeviations) sum.Output.Moments?.Complete(pass);
    }
}
