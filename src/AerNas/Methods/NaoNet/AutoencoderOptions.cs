namespace AerNas.Methods;

/// <summary>The encoder, predictor and decoder of NAONet and how they learn.</summary>
public sealed record AutoencoderOptions : IMethodPart
{
    /// <value>Size of the encoder's embedding of a token.</value>
    public int Embedding { get; init; } = 48;

    /// <value>Units of the predictor's three layers.</value>
    public int PredictorUnits { get; init; } = 200;

    /// <value>The share of them that is dropped while they learn.</value>
    public double Dropout { get; init; } = 0.1;

    /// <value>Units of both LSTMs.</value>
    public int Units { get; init; } = 96;

    /// <value>Passes over what it learns from, in each round.</value>
    public int Epochs { get; init; } = 1000;

    /// <value>What the predictor's error weighs in the loss; the decoder's weighs the rest of 1.</value>
    public double TradeOff { get; init; } = 0.8;

    /// <value>Architectures of a step.</value>
    public int Batch { get; init; } = 100;

    /// <value>Adam's learning rate.</value>
    public double LearningRate { get; init; } = 1e-3;

    /// <value>L2 decay.</value>
    public double WeightDecay { get; init; } = 1e-4;

    /// <value>Largest norm of the gradient.</value>
    public double ClipNorm { get; init; } = 5;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search)
    {
        rules.AtLeast(1, Embedding, "embedding").AtLeast(1, Units, "units").AtLeast(1, PredictorUnits, "predictorUnits")
            .Require(Dropout is >= 0 and < 1, "dropout", $"must be at least 0 and below 1, is {Dropout}.")
            .Within(0, 1, TradeOff, "tradeOff").AtLeast(1, Epochs, "epochs").Positive(LearningRate, "learningRate")
            .AtLeast(1, Batch, "batch").NotNegative(WeightDecay, "weightDecay").Positive(ClipNorm, "clipNorm");
    }
}
