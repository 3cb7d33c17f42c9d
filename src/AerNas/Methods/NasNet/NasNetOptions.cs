namespace AerNas.Methods;

/// <summary>NASNet's own options: how many architectures are judged, and how the controller that writes them learns.</summary>
public sealed record NasNetOptions : MethodOptions
{
    /// <value>The architectures that are judged.</value>
    public ProposalOptions Proposals { get; init; } = new() { Count = 20_000 };

    /// <value>Units of the controller's LSTM.</value>
    public int Units { get; init; } = 100;

    /// <value>Adam's learning rate.</value>
    public double LearningRate { get; init; } = 3.5e-4;

    /// <value>Architectures that an update learns from.</value>
    public int Batch { get; init; } = 20;

    /// <value>How far from 1 the ratio of a decision's probabilities, after and before an update, is rewarded.</value>
    public double Clip { get; init; } = 0.2;

    /// <value>How many steps an update makes on the same architectures. The paper does not tell; PPO's has 3 to 15.</value>
    public int Passes { get; init; } = 4;

    /// <value>What a nat of entropy is worth in the reward, in units of accuracy (0 to 1).</value>
    public double EntropyWeight { get; init; } = 1e-5;

    /// <value>The part of the last baseline that a new one keeps.</value>
    public double BaselineDecay { get; init; } = 0.95;

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.AtLeast(1, Units, "units").AtLeast(1, Batch, "batch").AtLeast(1, Passes, "passes")
            .Positive(LearningRate, "learningRate")
            .Require(Clip is > 0 and < 1, "clip", $"must be above 0 and below 1, is {Clip}.")
            .NotNegative(EntropyWeight, "entropyWeight")
            .Within(0, 1, BaselineDecay, "baselineDecay");
    }
}
