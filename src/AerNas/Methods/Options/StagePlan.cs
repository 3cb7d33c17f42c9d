namespace AerNas.Methods;

/// <summary>Which epochs belong to which stage of a search; a search without stages is one stage.</summary>
internal sealed class StagePlan
{
    private const int MostStages = 100;

    private readonly ImmutableArray<StageEpochs> _stages;

    public StagePlan(SearchOptions options)
    {
        var stages = ImmutableArray.CreateBuilder<StageEpochs>();
        foreach (var stage in options.Stages ?? [new StageOptions()])
        {
            var count = stage.Epochs ?? options.Search.Epochs;
            stages.Add(new StageEpochs(stages.Count, Epochs, count));
            Epochs += count;
        }

        _stages = stages.ToImmutable();
    }

    public int Epochs { get; }

    /// <summary>The stage of an epoch; the last one where there are no more.</summary>
    public StageEpochs At(int epoch)
    {
        foreach (var stage in _stages)
            if (stage.Contains(epoch)) return stage;

        return _stages[^1];
    }

    /// <summary>A plan narrows: it begins with all operations, and no stage has more than the one before. Where the method decides by
    /// itself which operations a stage has, there are as many stages as published, and nobody else says how many.</summary>
    internal static void Check(OptionRules rules, IReadOnlyList<StageOptions> stages, IReadOnlyList<StageOptions> published,
        SearchSpace space)
    {
        const int fewest = 2; // none and another
        var (counts, drops) = (published[0].Operations is not null, published.Any(stage => stage.SkipDropout > 0));
        rules.Require(stages.Count <= MostStages, "stages", $"there must be at most {MostStages}, is {stages.Count}.");
        rules.Require(counts ? stages.Count > 0 : stages.Count == published.Count, "stages", counts
            ? "there must be one at least."
            : $"there must be {published.Count}, is {stages.Count}: the method decides what each of them looks at.");
        var left = space.Operations.Length;
        for (var i = 0; i < Math.Min(stages.Count, MostStages); i++)
        {
            stages[i].Check(rules, $"stages[{i}]");
            rules.Require(drops || stages[i].SkipDropout == 0, $"stages[{i}].skipDropout",
                "must be 0: the method does not drop skip connections.");
            rules.Require(counts == stages[i].Operations is not null, $"stages[{i}].operations", counts
                ? "must be given: it says how many operations an edge has."
                : "must be left out: the method decides by itself which operations an edge has.");
            if (!counts || stages[i].Operations is not { } asked) continue;
            var allowed = i == 0
                ? $"must be {left}: nothing is known yet to drop one by"
                : $"must be from {fewest} to {left}, what the stage before keeps";
            rules.Require(i == 0 ? asked == left : asked >= fewest && asked <= left, $"stages[{i}].operations", $"{allowed}, is {asked}.");
            left = Math.Clamp(asked, fewest, left);
        }
    }
}

/// <summary>The epochs of a stage.</summary>
internal readonly record struct StageEpochs(int Stage, int First, int Count)
{
    public bool Contains(int epoch) => epoch >= First && epoch < First + Count;

    /// <summary>How far an epoch is into the stage.</summary>
    public EpochProgress Progress(int epoch) => new(epoch - First, Count);
}
