namespace AerNas.Genotypes.Notations;

/// <summary>An item of the official list: one pair (flat form), or the pairs of one node (nested form).</summary>
internal sealed record DartsItem(int Position, bool IsNode, List<DartsPair> Pairs);
