namespace AerNas.Methods;

/// <summary>The options of REINFORCE.</summary>
public sealed record ReinforceOptions : SamplerOptions
{
    /// <value>Adam's learning rate.</value>
    public double LearningRate { get; init; } = 0.01;

    /// <value>Decay of the moving average of rewards, the baseline.</value>
    public double Momentum { get; init; } = 0.9;

    /// <value>Standard deviation of the first logits.</value>
    public double InitialScale { get; init; } = 1e-3;

    /// <inheritdoc/>
    public override void Check(OptionRules rules) => rules
        .Positive(LearningRate, "learningRate")
        .Require(Momentum is >= 0 and < 1, "momentum", $"must be at least 0 and below 1, is {Momentum}.")
        .NotNegative(InitialScale, "initialScale");
}
