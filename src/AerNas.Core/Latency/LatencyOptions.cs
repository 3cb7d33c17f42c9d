namespace AerNas.Latency;

/// <summary>By which latencies the term <c>latency</c> judges, and what is aimed at.</summary>
public sealed record LatencyOptions
{
    /// <value>The measured operations of the search's space, on the skeleton that will be trained; null: none, and no such term.</value>
    public LatencyTable? Table { get; init; }

    /// <value>The latency from which on the term is 0, in seconds for a picture; null: it always asks for less.</value>
    public double? Target { get; init; }

    internal void Check(OptionRules rules, SearchSpace space)
    {
        rules.Require(Target is null or > 0, "target", $"must be above 0, is {Target}.")
            .Require(Target is null || Table is not null, "target", "goes with a table.");
        if (Table is null) return;
        Table.Check(rules.In("table"));
        rules.Require(Table.Skeleton.Form.Space.Equals(space), "table",
            $"is of {Table.Skeleton.Form.Space.Name}, not of {space.Name}; measure one of it with aernas latency.");
    }
}
