using AerNas.Options;

namespace AerNas.Searching;

/// <summary>Which share of the channels goes through the operations of an edge.</summary>
public sealed record PartialChannelOptions
{
    /// <value>k: one part in k goes through, the others bypass; a divisor of <see cref="SupernetSize.Channels"/>.</value>
    public int Parts { get; init; } = 4;

    internal void Check(OptionRules rules, int channels)
    {
        rules.AtLeast(2, Parts, "partialChannels.parts");
        rules.Require(Parts < 2 || channels % Parts == 0, "supernet.channels",
            $"must be a multiple of partialChannels.parts, {Parts}, is {channels}: 1/{Parts} of the channels goes through the operations.");
    }
}
