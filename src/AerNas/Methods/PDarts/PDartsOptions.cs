namespace AerNas.Methods;

/// <summary>P-DARTS' own options.</summary>
public sealed record PDartsOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } =
    [
        new StageOptions { Operations = 8, SkipDropout = 0.1 },
        new StageOptions { AddedLayers = 6, Operations = 5, SkipDropout = 0.4 },
        new StageOptions { AddedLayers = 12, Operations = 3, SkipDropout = 0.7 },
    ];

    /// <summary>The published stages; in a space of more or fewer operations than eight as large a share of them, two at least.</summary>
    internal static PDartsOptions For(SearchSpace space)
    {
        var published = new PDartsOptions();
        return new PDartsOptions
        {
            Stages = [.. published.Stages.Select(stage => stage with { Operations = ShareOf(stage.Operations!.Value) })],
        };

        int ShareOf(int operations)
        {
            var (all, share) = (space.Operations.Length, (double)operations / published.Stages[0].Operations!.Value);
            return Math.Clamp((int)Math.Round(share * all), Math.Min(2, all), all);
        }
    }
}
