namespace AerNas.Methods;

/// <summary>PNAS' own options: how wide it grows, and what the surrogate is that ranks.</summary>
public sealed record PnasOptions : MethodOptions
{
    /// <value>The architectures that are judged at most; the search ends by itself when the last block is grown.</value>
    public ProposalOptions Proposals { get; init; } = new() { Count = 20_000 };

    /// <value>K: how many architectures of a level are judged and continued.</value>
    public int Kept { get; init; } = 256;

    /// <value>How many contents of a block are ranked with each of them: random ones, where there are more.</value>
    public int Contents { get; init; } = 4096;

    /// <value>How many surrogates there are; each sees all but its share of a level.</value>
    public int Members { get; init; } = 5;

    /// <value>Units of a surrogate's embeddings and layers.</value>
    public int Units { get; init; } = 100;

    /// <value>Adam's learning rate for the first level.</value>
    public double FirstLearningRate { get; init; } = 0.01;

    /// <value>Adam's learning rate for the levels after it.</value>
    public double LearningRate { get; init; } = 0.002;

    /// <value>Steps of a surrogate a level, each over all that it sees. The paper does not tell.</value>
    public int Steps { get; init; } = 200;

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.AtLeast(1, Kept, "kept").AtLeast(1, Contents, "contents").AtLeast(1, Members, "members").AtLeast(1, Units, "units")
            .AtLeast(1, Steps, "steps").Positive(FirstLearningRate, "firstLearningRate").Positive(LearningRate, "learningRate");
    }
}
