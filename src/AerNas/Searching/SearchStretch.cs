using System.Globalization;

namespace AerNas.Searching;

/// <summary>How a finished search goes on for more epochs.</summary>
internal static class SearchStretch
{
    /// <summary>Demands that no stop rule has ended a search: it judges by what has been, and would end the next epoch as well.</summary>
    /// <exception cref="InvalidOptionsException">One has.</exception>
    public static void RequireUnstopped(RunDirectory run)
    {
        if (run.ReadResult()?["stopped"] is not { } reason) return;
        throw new InvalidOptionsException("--epochs",
            $"the stop rule ended this search ({$"{reason}".TrimEnd('.')}) and would end it again. Search anew without the rule, "
            + $"by --config {run.RecordFile} --set stop=null --epochs N, or derive from another epoch of it.");
    }

    /// <summary>Demands that the schedule of more epochs can be entered where that of fewer ended.</summary>
    /// <exception cref="InvalidOptionsException">It cannot.</exception>
    public static void Require(SearchOptions options, RunStretch stretch)
    {
        if (ProblemsOf(options, stretch) is { Count: > 0 } problems) throw new InvalidOptionsException(problems);
    }

    /// <summary>Why the schedule of more epochs cannot be entered where that of fewer ended; none where it can.</summary>
    public static IReadOnlyList<OptionProblem> ProblemsOf(SearchOptions options, RunStretch stretch) => new OptionRules()
        .Require(options.Stages is null, "--epochs",
            $"{options.Method} searches in stages, each with epochs of its own; start a new search.")
        .Require(options.Alpha.WarmUp >= 1 || options.Alpha.FirstEpoch(stretch.Epochs) <= stretch.After, "--epochs",
            $"of {stretch.Epochs} epochs alpha would rest in the first {options.Alpha.FirstEpoch(stretch.Epochs)} (alpha.warmUp), and has "
            + "learned already; name fewer, or start a new search.")
        .Problems;

    /// <summary>What a person should know of the schedules.</summary>
    public static string Sentence(SearchOptions before, SearchOptions after, RunStretch stretch)
    {
        var (ended, begins) = (Coefficient(before, stretch.After - 1), Coefficient(after, stretch.After));
        var lambda = ended == begins
            ? ""
            : $", and lambda, which had come to {Number(ended)}, goes on from {Number(begins)} along its cosine";
        return $"A new stretch: from epoch {stretch.After + 1} on the search follows the schedules of {stretch.Epochs} epochs. The "
            + $"learning rate of w, which had come to {Number(Rate(before, stretch.After - 1))}, goes on from "
            + $"{Number(Rate(after, stretch.After))} along its cosine{lambda}.";
    }

    private static double Rate(SearchOptions options, int epoch) =>
        options.Weights.LearningRateAt(new EpochProgress(epoch, options.Search.Epochs));

    private static double Coefficient(SearchOptions options, int epoch)
    {
        var moment = options.MomentAt(new RunPosition(epoch, 0));
        return moment.AlphaLearns ? options.Entropy.Create(MethodCatalog.SpaceOf(options)).Coefficient(moment.Architecture) : 0;
    }

    private static string Number(double value) => (Math.Round(value, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);
}
