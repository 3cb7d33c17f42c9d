// The operation-level dropout of P-DARTS (Chen et al., ICCV 2019, section 3.3; chenxin061/pdarts model_search.py update_p): in training,
// single elements of what a skip connection passes on become zero and the rest is scaled up, so that it cannot win by being easy to learn.
// The reductions that stand for skip connections at stride 2 are left alone. The probability follows SkipDropoutSchedule in every stage.

using AerNas.Kernels.Engine;

namespace AerNas.Methods;

/// <summary>Dropout on skip connections.</summary>
/// <param name="initial">The probability that each stage of the search begins with, at least 0 and below 1.</param>
internal sealed class SkipDropout(IReadOnlyList<double> initial) : ISkipDisturbance
{
    private const double Decay = 0.2; // scale_factor of the official code

    public bool AtStrideTwo => false;

    public DisturbanceForm? FormAt(SearchMoment moment) => ProbabilityAt(moment) == 0 ? null : DisturbanceForm.Multiplied;

    public DrawSpread SpreadAt(SearchMoment moment) => new(1 / (1 - ProbabilityAt(moment)), 0);

    public void Fill(Span<float> draws, SearchMoment moment, ulong seed)
    {
        var probability = ProbabilityAt(moment);
        RandomFloats.Uniform(draws, seed);
        foreach (ref var draw in draws) draw = draw < probability ? 0 : 1;
    }

    /// <summary>By which probability an element is dropped at a moment of the search.</summary>
    public double ProbabilityAt(SearchMoment moment)
    {
        var warmUp = moment.Search.Epoch - moment.Architecture.Epoch; // both count from their own start
        return new SkipDropoutSchedule(initial[moment.Stage], warmUp, Decay).At(moment.Search);
    }
}
