namespace AerNas.Runs;

/// <summary>A run that goes on by another plan: from <paramref name="After"/> epochs to <paramref name="Epochs"/> in all, which it takes as
/// a run of that many epochs would. Mostly a finished run becomes longer; a run that keeps to a time may be planned anew before its end.
/// Whatever follows a schedule (the learning rate of w, lambda, drop path, temperature) goes on with the value that a run of so many epochs
/// has there, which for a cosine lies back on its way; so the stretch begins with a step in it.</summary>
/// <param name="After">How many epochs the run had done.</param>
/// <param name="Epochs">How many it is to have in all.</param>
public sealed record RunStretch(int After, int Epochs)
{
    /// <summary>Demands that a run can be lengthened to a number of epochs.</summary>
    /// <param name="done">How many epochs it has done.</param>
    /// <param name="planned">How many it was to do.</param>
    /// <param name="epochs">How many it is to have in all.</param>
    /// <exception cref="InvalidOptionsException">It is not finished, or has as many epochs already.</exception>
    public static RunStretch Of(int done, int planned, int epochs)
    {
        new OptionRules()
            .Require(done == planned, "--epochs",
                $"goes with a run that is finished, after {Counted.Of(planned, "epoch")}; this one has done {done}. "
                + "Finish it by --resume alone.")
            .Require(epochs > planned, "--epochs", $"must be more than the {planned} that the run has done, is {epochs}.")
            .ThrowIfBroken();
        return new RunStretch(done, epochs);
    }

    /// <summary>Demands that a run which is under way can end after another number of epochs.</summary>
    /// <param name="done">How many epochs it has done.</param>
    /// <param name="epochs">How many it is to have in all.</param>
    /// <exception cref="InvalidOptionsException">It has done as many already.</exception>
    public static RunStretch Planned(int done, int epochs)
    {
        new OptionRules()
            .Require(epochs > done, "epochs", $"must be more than the {done} that the run has done, is {epochs}.")
            .ThrowIfBroken();
        return new RunStretch(done, epochs);
    }
}
