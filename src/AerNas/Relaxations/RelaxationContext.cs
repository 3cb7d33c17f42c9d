namespace AerNas.Relaxations;

/// <summary>What a relaxation may look at besides alpha.</summary>
public readonly record struct RelaxationContext(SearchMoment Moment, SearchLevel Level)
{
    private const int KindsOfCell = 2, Levels = 3;

    /// <summary>Which of the mixtures that w learns on in one update, from 0; see <see cref="SearchRelaxations.Passes"/>.</summary>
    public int Pass { get; init; }

    /// <summary>The kernels that the operations of an edge share, one a cell of the kind; null where each has its own.
    /// // [C, 1, k, k]</summary>
    internal Func<CellKind, EdgeId, ImmutableArray<Tensor>>? Kernels { get; init; }

    /// <summary>The random numbers of this moment and level: the same ones each time they are asked for, so that all passes of one update
    /// (a second-order step has several) see one draw.</summary>
    public CounterRandom Random => RandomOf(Level switch
    {
        SearchLevel.Weights => RandomStream.WeightSampling,
        SearchLevel.Alpha => RandomStream.AlphaSampling,
        _ => RandomStream.ValidationSampling,
    });

    /// <summary>The random numbers of this moment in a stream, whatever the level.</summary>
    internal CounterRandom RandomOf(RandomStream stream) => new(Moment.Seed, stream, Moment.Position.Epoch, Moment.Position.Step);

    /// <summary>The random numbers of a place in the supernet at this moment and level.</summary>
    /// <param name="stream">What they are for.</param>
    /// <param name="kind">The kind of the cell, by its place in the space.</param>
    /// <param name="place">Which place of all cells of that kind.</param>
    internal CounterRandom RandomOf(RandomStream stream, int kind, int place)
    {
        var moment = RandomOf(stream);
        var pair = kind / KindsOfCell; // the streams of the first two kinds are older than spaces of more
        return new CounterRandom((long)moment.Next(), stream, kind % KindsOfCell + KindsOfCell * ((long)Level + Levels * pair), place);
    }
}

/// <summary>What a mixture is made for.</summary>
public enum SearchLevel
{
    /// <summary>The loss of the lower level, which w learns by.</summary>
    Weights,

    /// <summary>The loss of the upper level, which alpha learns by.</summary>
    Alpha,

    /// <summary>The supernet's accuracy after an epoch; nothing is learned.</summary>
    Validation,
}
