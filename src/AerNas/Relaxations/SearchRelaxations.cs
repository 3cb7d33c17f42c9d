namespace AerNas.Relaxations;

/// <summary>The relaxations of a method: most have one, some make another mixture for the updates of w.</summary>
/// <param name="Alpha">For the updates of alpha, and to validate the supernet.</param>
/// <param name="Weights">For the updates of w.</param>
public sealed record SearchRelaxations(IRelaxation Alpha, IRelaxation Weights)
{
    /// <summary>One relaxation for everything.</summary>
    public SearchRelaxations(IRelaxation relaxation)
        : this(relaxation, relaxation)
    {
    }

    /// <summary>What changes the mixture before w is updated on it (SDARTS); null: nothing does.</summary>
    public IMixturePerturbation? Perturbation { get; init; }

    /// <summary>What disturbs the skip connections while the supernet is in training mode (NoisyDARTS); null: nothing does.</summary>
    public ISkipDisturbance? Skips { get; init; }

    /// <summary>How likely the paths of edges are dropped while the supernet is in training mode (RobustDARTS); null: never.</summary>
    public ISchedule? PathDrops { get; init; }

    /// <summary>How many mixtures w learns on in one update: their gradients are summed (FairNAS). Default: one.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>The relaxation of a level.</summary>
    public IRelaxation this[SearchLevel level] => level == SearchLevel.Weights ? Weights : Alpha;
}
