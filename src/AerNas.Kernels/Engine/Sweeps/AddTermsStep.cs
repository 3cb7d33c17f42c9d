namespace AerNas.Kernels.Engine;

/// <summary>Forward: some terms of a sum are added, soon after their maps were computed.</summary>
internal sealed unsafe class AddTermsStep : Step
{
    private readonly SumOperation _sum;
    private readonly SumTerm[] _terms;
    private readonly bool _first;
    private readonly bool _last;
    private readonly ScaledMap[] _maps;
    private readonly double[] _shifts;
    private readonly float* _shift;
    private int _count;

    /// <param name="sum">The sum.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="first">Whether no other terms were added before.</param>
    /// <param name="last">Whether none is left.</param>
    /// <param name="arena">For coefficients.</param>
    public AddTermsStep(SumOperation sum, SumTerm[] terms, bool first, bool last, ChannelArena arena)
    {
        (_sum, _terms, _first, _last) = (sum, terms, first, last);
        _maps = new ScaledMap[terms.Length + 1];
        _shifts = new double[sum.Output.PaddedChannels];
        _shift = arena.Take(sum.Output.PaddedChannels);
    }

    public override bool IsActive => _sum.Active;

    public override void Prepare(Pass pass)
    {
        _count = 0;
        Array.Clear(_shifts);
        if (_first) Array.Fill(_shifts, _sum.Number, 0, _sum.Output.Channels);
        if (!_first) _maps[_count++] = new ScaledMap(_sum.Output.Data, _sum.Ones);
        foreach (var term in _terms)
        {
            if (!term.Active) continue;
            for (var c = 0; c < _sum.Output.Channels; c++)
            {
                var scale = (double)term.MixtureWeight * term.View.Affine.Scale[c];
                term.Weight[c] = term.MixtureWeight;
                term.Scale[c] = (float)scale;
                _shifts[c] += (double)term.MixtureWeight * term.View.Affine.Shift[c] + (scale - term.Scale[c]) * term.View.Mean[c];
            }

            _maps[_count++] = new ScaledMap(term.View.Map.Data, term.Scale);
        }

        for (var c = 0; c < _shifts.Length; c++) _shift[c] = (float)_shifts[c];
    }

    public override void Run(Pass pass, int image, Workspace workspace)
    {
        _sum.Add(_maps.AsSpan(0, _count), _shift, image);
        if (_last && pass.MeasuresDeviations) _sum.TakeMoments(image);
    }

    public override void Finish(Pass pass, StageScratch scratch)
    {
        if (_last && pass.MeasuresDeviations) _sum.Output.Moments?.Complete(pass);
    }
}
