namespace AerNas.Methods;

/// <summary>A stage of a search: a network of its own, as deep and wide as it says, on which w and alpha start anew among the operations
/// that are left. Learning rates and schedules run over its epochs.</summary>
public sealed record StageOptions
{
    /// <value>Its epochs; null takes <c>search.epochs</c>.</value>
    public int? Epochs { get; init; }

    /// <value>Cells more than <c>supernet.layers</c>.</value>
    public int AddedLayers { get; init; }

    /// <value>Channels of the first cells more than <c>supernet.channels</c>.</value>
    public int AddedChannels { get; init; }

    /// <value>How many operations each edge has in it, none included; null where the method decides which by itself.</value>
    public int? Operations { get; init; }

    /// <value>The probability by which skip connections are dropped in its first epoch, see <c>SkipDropoutSchedule</c>; 0 is off.</value>
    public double SkipDropout { get; init; }

    internal void Check(OptionRules rules, string path) => rules
        .AtLeast(1, Epochs ?? 1, $"{path}.epochs")
        .AtLeast(0, AddedLayers, $"{path}.addedLayers", Skeleton.LargestDepth)
        .AtLeast(0, AddedChannels, $"{path}.addedChannels", Skeleton.LargestWidth)
        .Require(SkipDropout is >= 0 and < 1, $"{path}.skipDropout", $"must be at least 0 and below 1, is {SkipDropout}.");
}
