namespace AerNas.Networks;

/// <summary>What a forward pass over a network takes beside the images.</summary>
internal sealed record NetworkPass
{
    /// <summary>Whether batch norms use the batch, running statistics are updated, and what training does at random is done.</summary>
    public required bool Training { get; init; }

    /// <summary>What the terms of sums are multiplied by; null where the network has no entries of a mixture.</summary>
    public Mixture? Mixture { get; init; }

    /// <summary>What is done to skip connections, by their place; null: nothing.</summary>
    public SkipDisturbances? Skips { get; init; }

    /// <summary>Which paths are dropped; null: none.</summary>
    public PathDrops? Paths { get; init; }

    /// <summary>What noise operations give; null: zeros.</summary>
    public NoiseDraws? Noise { get; init; }
}
