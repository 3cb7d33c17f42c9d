namespace AerNas.Runs;

/// <summary>How far a run has come: whole epochs done, and steps done in the epoch after them.</summary>
/// <param name="Epoch">Whole epochs done.</param>
/// <param name="Step">Steps done in the current epoch.</param>
public readonly record struct RunPosition(int Epoch, int Step)
{
    /// <summary>What has been done, in words: <c>2 epochs and 1 step</c>, or <c>2 epochs</c>.</summary>
    public string InWords => (Epoch, Step) switch
    {
        (_, 0) => Counted.Of(Epoch, "epoch"),
        (0, _) => Counted.Of(Step, "step"),
        _ => $"{Counted.Of(Epoch, "epoch")} and {Counted.Of(Step, "step")}",
    };
}
