using AerNas.Options;

namespace AerNas.Methods;

/// <summary>Which share of the channels goes through the operations of an edge.</summary>
public sealed record PartialChannelOptions : IMethodPart
{
    /// <value>k: one part in k goes through, the others bypass; a divisor of <see cref="SupernetSize.Channels"/>.</value>
    public int Parts { get; init; } = 4;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search)
    {
        rules.AtLeast(2, Parts, "parts");
        rules.OfAll.Require(Parts < 2 || search.Supernet.Channels % Parts == 0, "supernet.channels",
            $"must be a multiple of {search.Method}.partialChannels.parts, {Parts}, is {search.Supernet.Channels}: 1/{Parts} of the channels goes through the operations.");
    }
}
