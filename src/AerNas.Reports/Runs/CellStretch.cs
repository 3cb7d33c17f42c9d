namespace AerNas.Reports.Runs;

/// <summary>Epochs in a row after which a search would have derived the same cell.</summary>
/// <param name="First">The first of them, as a place in the run's record.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Genotype">The cell.</param>
internal sealed record CellStretch(int First, int Last, Genotype Genotype)
{
    /// <summary>The stretches of a run; epochs without a recorded cell are in none.</summary>
    public static ImmutableArray<CellStretch> Of(RecordedRun run)
    {
        var stretches = new List<CellStretch>();
        for (var place = 0; place < run.Epochs.Length; place++)
        {
            if (run.Epochs[place].Genotype is not { } genotype) continue;
            if (stretches.LastOrDefault() is { } last && last.Last == place - 1 && last.Genotype.Equals(genotype))
                stretches[^1] = last with { Last = place };
            else stretches.Add(new CellStretch(place, place, genotype));
        }

        return [.. stretches];
    }

    /// <summary>What this cell has that another has not, in words: <c>1 → 3 nor_conv_3x3</c>.</summary>
    public IEnumerable<string> NewAgainst(Genotype before)
    {
        foreach (var kind in Genotype.CellKinds)
        {
            var known = before.CellKinds.Contains(kind) ? before[kind].Edges : [];
            foreach (var (edge, operation) in Genotype[kind].Edges.Except(known))
                yield return $"{(Genotype.CellKinds.Length > 1 ? $"{kind.Word} " : "")}{edge.From} → {edge.To} {operation}";
        }
    }
}
