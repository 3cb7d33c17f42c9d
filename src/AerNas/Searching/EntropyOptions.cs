using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Spaces;

namespace AerNas.Searching;

/// <summary>The architecture entropy regularizer, on by default with the paper's schedule.</summary>
public sealed record EntropyOptions
{
    /// <value>How lambda moves.</value>
    public EntropySchedule Schedule { get; init; } = EntropySchedule.Cosine;

    /// <value>lambda of the first epoch (cosine), or of all (constant).</value>
    public double Negative { get; init; } = -0.2;

    /// <value>lambda that the cosine approaches.</value>
    public double Positive { get; init; } = 0.2;

    /// <value>What is counted; null takes the official choice of the space.</value>
    public EntropyOperations? Operations { get; init; }

    /// <summary>The operations that are counted in a space.</summary>
    public EntropyOperations OperationsIn(SearchSpace space) => Operations ?? ArchitectureEntropy.OfficialOperations(space);

    /// <summary>The regularizer these options describe.</summary>
    public IArchitectureRegularizer Create(SearchSpace space) => Schedule switch
    {
        EntropySchedule.Off => new NoRegularizer(),
        EntropySchedule.Constant => new ArchitectureEntropy(new ConstantCoefficient(Negative), OperationsIn(space)),
        _ => new ArchitectureEntropy(new CosineCoefficient(Negative, Positive), OperationsIn(space)),
    };

    internal void Check(OptionRules rules) => rules
        .Require(double.IsFinite(Negative), "entropy.negative", $"must be a finite number, is {Negative}.")
        .Require(double.IsFinite(Positive), "entropy.positive", $"must be a finite number, is {Positive}.");
}
