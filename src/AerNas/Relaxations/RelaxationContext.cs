using AerNas.Runtime;

namespace AerNas.Relaxations;

/// <summary>What a relaxation may look at besides alpha.</summary>
/// <param name="Moment">Where the search stands.</param>
/// <param name="Level">What the mixture is for.</param>
public readonly record struct RelaxationContext(SearchMoment Moment, SearchLevel Level)
{
    /// <summary>
    /// The random numbers of this moment and level: the same ones each time they are asked for, so that all passes of one update (a
    /// second-order step has several) see one draw.
    /// </summary>
    internal CounterRandom Random => RandomOf(Level switch
    {
        SearchLevel.Weights => RandomStream.WeightSampling,
        SearchLevel.Alpha => RandomStream.AlphaSampling,
        _ => RandomStream.ValidationSampling,
    });

    /// <summary>The random numbers of this moment in a stream, whatever the level.</summary>
    internal CounterRandom RandomOf(RandomStream stream) => new(Moment.Seed, stream, Moment.Position.Epoch, Moment.Position.Step);
}
