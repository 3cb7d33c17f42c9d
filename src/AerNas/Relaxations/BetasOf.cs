namespace AerNas.Relaxations;

/// <summary>Whose edge weights the cells of a kind are computed with (DAAS).</summary>
public enum BetasOf
{
    /// <summary>Those of the other kind of cell: the official code, which has the two exchanged.</summary>
    OtherKind,

    /// <summary>Their own: the paper.</summary>
    OwnKind,
}
