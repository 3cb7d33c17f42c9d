namespace AerNas.Methods;

/// <summary>PC-DARTS' own options.</summary>
public sealed record PcDartsOptions : MethodOptions
{
    /// <value>Which share of the channels the operations see.</value>
    public PartialChannelOptions PartialChannels { get; init; } = new();
}
