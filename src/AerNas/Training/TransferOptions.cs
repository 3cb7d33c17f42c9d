using AerNas.Data;

namespace AerNas.Training;

/// <summary>A model that a training takes its weights from at the beginning; what follows needs it no more.</summary>
public sealed record TransferOptions
{
    /// <value>The model folder.</value>
    public required string Model { get; init; }

    /// <value>Whether the classifier alone learns; all else, the statistics of batch norms among it, stays as it is.</value>
    public bool Freeze { get; init; }

    /// <value>SHA-256 of the model's weights; filled in when the training begins.</value>
    public string WeightsHash { get; init; } = "";

    /// <value>Mean that the model's images were normalized by, and these are; filled in when the training begins.</value>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <value>Standard deviation, likewise.</value>
    public IReadOnlyList<double> Std { get; init; } = [];

    /// <summary>What pixels are normalized by.</summary>
    internal ChannelNormalization Normalization => new([.. Mean], [.. Std]);

    internal void Check(OptionRules rules, NetworkOptions network) => rules.In("from")
        .IsPath(Model, "model")
        .Require(Mean.Count == Std.Count && Mean.All(double.IsFinite) && Std.All(std => std > 0 && double.IsFinite(std)), "mean",
            "and std must be as many finite numbers, std above 0.")
        .Require(!Freeze || network.AuxiliaryHead == AuxiliaryHead.None, "freeze",
            "leaves the auxiliary head nothing to help; set network.auxiliaryHead to None.")
        .Require(!Freeze || network.DropPath == 0, "freeze", "keeps every path as it is; set network.dropPath to 0.");
}
