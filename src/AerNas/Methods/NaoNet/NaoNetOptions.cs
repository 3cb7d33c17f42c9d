namespace AerNas.Methods;

/// <summary>NAONet's own options: how many architectures are judged, and what the autoencoder is that makes new ones. The values are those
/// of renqianluo/NAO_pytorch, NAO_V1/train_search.py.</summary>
public sealed record NaoNetOptions : MethodOptions
{
    /// <value>The architectures that are judged at most; the search ends by itself after its rounds.</value>
    public ProposalOptions Proposals { get; init; } = new() { Count = 20_000, BatchSize = 500 };

    /// <value>How many random architectures come first, and how many the autoencoder learns from.</value>
    public int Seeds { get; init; } = 600;

    /// <value>How often the autoencoder learns and makes new architectures.</value>
    public int Rounds { get; init; } = 4;

    /// <value>How many new ones it makes in a round.</value>
    public int New { get; init; } = 300;

    /// <value>How many of the best they are made from.</value>
    public int Starts { get; init; } = 100;

    /// <value>The largest step along the gradient; steps are 1, 2, 3, … times it.</value>
    public int LargestStep { get; init; } = 50;

    /// <value>The network that makes them, and how it learns.</value>
    public AutoencoderOptions Autoencoder { get; init; } = new();

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.AtLeast(1, Seeds, "seeds").AtLeast(0, Rounds, "rounds").AtLeast(1, New, "new").AtLeast(1, Starts, "starts")
            .AtLeast(1, LargestStep, "largestStep");
    }
}
