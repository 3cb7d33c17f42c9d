namespace AerNas.Methods;

/// <summary>The controller of ENAS and how it learns, by default as published for NAS-Bench-201 (AutoDL-Projects, ENAS.py).</summary>
public sealed record ControllerOptions : IMethodPart
{
    /// <value>Learning rate of Adam.</value>
    public double LearningRate { get; init; } = 1e-3;

    /// <value>Decay of the mean of gradients.</value>
    public double Beta1 { get; init; }

    /// <value>Decay of the mean of squared gradients.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <value>What keeps a step of Adam finite; large, so that small gradients make small steps.</value>
    public double Epsilon { get; init; } = 1e-3;

    /// <value>Updates of the controller after each epoch of w.</value>
    public int Updates { get; init; } = 50;

    /// <value>Architectures whose gradients an update averages.</value>
    public int SamplesPerUpdate { get; init; } = 20;

    /// <value>What a nat of entropy is worth in the reward, in units of accuracy (0 to 1).</value>
    public double EntropyWeight { get; init; } = 1e-4;

    /// <value>The part of the last baseline that a new one keeps.</value>
    public double BaselineDecay { get; init; } = 0.99;

    /// <value>Largest norm of the gradient.</value>
    public double ClipNorm { get; init; } = 5;

    /// <value>The largest logit.</value>
    public double TanhConstant { get; init; } = 2.5;

    /// <value>What the network's output is divided by before it is squashed.</value>
    public double Temperature { get; init; } = 5;

    /// <summary>The same controller learning ten times as fast from a tenth of the architectures: for small searches.</summary>
    internal ControllerOptions Hastened() => this with
    {
        LearningRate = MethodCatalog.Hastened(LearningRate),
        Updates = Updates / 5,
        SamplesPerUpdate = SamplesPerUpdate / 2,
    };

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .NotNegative(LearningRate, "learningRate")
        .Require(Beta1 is >= 0 and < 1, "beta1", $"must be at least 0 and below 1, is {Beta1}.")
        .Require(Beta2 is >= 0 and < 1, "beta2", $"must be at least 0 and below 1, is {Beta2}.")
        .Positive(Epsilon, "epsilon")
        .AtLeast(1, Updates, "updates")
        .AtLeast(1, SamplesPerUpdate, "samplesPerUpdate")
        .NotNegative(EntropyWeight, "entropyWeight")
        .Within(0, 1, BaselineDecay, "baselineDecay")
        .Positive(ClipNorm, "clipNorm")
        .Positive(TanhConstant, "tanhConstant")
        .Positive(Temperature, "temperature");
}
