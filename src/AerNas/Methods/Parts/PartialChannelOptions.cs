namespace AerNas.Methods;

/// <summary>Which share of the channels goes through the operations of an edge.</summary>
public sealed record PartialChannelOptions : IMethodPart
{
    private const int Few = 3; // which has all widths

    /// <value>k: one part in k goes through, the others bypass; a divisor of <see cref="SupernetSize.Channels"/>.</value>
    public int Parts { get; init; } = 4;

    /// <summary>What a space lacks for it; null where it lacks nothing.</summary>
    internal static string? RefusalOf(SearchSpace space) => space.KeepsWidth ? null
        : "edges there change the number of channels, and those that bypass the operations would not fit the others";

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search)
    {
        rules.AtLeast(2, Parts, "parts");
        rules.OfAll.Require(Parts < 2 || search.Space.Skeletons[0].Runs(Few, Few)
            .All(run => run.Width * search.Supernet.Channels % Parts == 0), "supernet.channels",
            $"must be a multiple of {search.Method}.partialChannels.parts, {Parts}, is {search.Supernet.Channels}: 1/{Parts} of the "
            + "channels goes through the operations.");
    }
}
