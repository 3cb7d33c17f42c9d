using AerNas.Texts;

namespace AerNas.Fitting;

/// <summary>What a network may cost at most; null: anything.</summary>
public sealed record FitLimits
{
    internal static FitLimits None { get; } = new();

    /// <value>Trainable numbers, biases and batch norm included.</value>
    public long? Parameters { get; init; }

    /// <value>Multiply-adds for one image, as <see cref="Costs.GenotypeCost.MultiplyAdds"/> counts them.</value>
    public long? MultiplyAdds { get; init; }

    /// <value>Median time for one picture of the exported model, by ONNX Runtime on one thread of this machine.</value>
    public TimeSpan? Latency { get; init; }

    internal void Check(OptionRules rules) => rules
        .Require(Latency is null || Latency > TimeSpan.Zero, "latency", $"must be above 0, is {Duration.Text(Latency ?? default)}.")
        .Require(Parameters is null or > 0, "parameters", $"must be above 0, is {Parameters}.")
        .Require(MultiplyAdds is null or > 0, "multiplyAdds", $"must be above 0, is {MultiplyAdds}.");
}
