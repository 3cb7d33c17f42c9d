namespace AerNas.Training;

/// <summary>
/// Everything a training from scratch depends on; the defaults are those of DARTS on CIFAR without its flags.
/// <see cref="TrainingRecipes"/> gives the published recipes; the run directory keeps the resolved record.
/// </summary>
public sealed record TrainingOptions
{
    /// <value>The architecture, in any notation that <see cref="GenotypeNotation"/> reads.</value>
    public string Genotype { get; init; } = "";

    /// <value>Its name in the zoo, which nothing depends on; null where it was not named.</value>
    public string? GenotypeName { get; init; }

    /// <value>A model that the weights are taken from; null: they are drawn.</value>
    public TransferOptions? From { get; init; }

    /// <value>How long, on what loss, and with which seed.</value>
    public TrainingPhaseOptions Training { get; init; } = new();

    /// <value>The network around the genotype.</value>
    public NetworkOptions Network { get; init; } = new();

    /// <value>Which images.</value>
    public TrainingDataOptions Data { get; init; } = new();

    /// <value>How the weights learn.</value>
    public WeightOptions Weights { get; init; } = new() { MinimumLearningRate = 0 };

    /// <value>How the learning rate changes.</value>
    public LearningRateOptions LearningRate { get; init; } = new();

    /// <value>Where it computes.</value>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>Every problem with these options, each with its path; none when they can be run with.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        Training.Check(rules);
        if (GenotypeNotation.TryParse(Genotype, out var genotype, out var error))
            Network.Check(rules, genotype.Space);
        else
            rules.Require(false, "genotype",
                Genotype.Length == 0 ? "is missing; give the architecture that a search found." : error.Message);
        From?.Check(rules, Network);
        Data.Check(rules);
        Weights.Check(rules);
        LearningRate.Check(rules, Training.Epochs);
        Runtime.Check(rules);
        return rules.Problems;
    }
}
