namespace AerNas.Runs;

/// <summary>What the first steps of a run saw, kept as <c>steps.jsonl</c>: a later run with the same options can be compared with this one
/// after seconds, long before its first epoch ends.</summary>
public sealed class FirstSteps
{
    /// <summary>How many steps are kept, counted from the beginning of the first epoch.</summary>
    public const int Kept = 50;
    internal const string Counter = "step";

    private readonly MetricsLog _log;

    /// <summary>Goes on with the record of a run; forgets steps that are about to be run again.</summary>
    public FirstSteps(RunDirectory run, RunPosition position)
    {
        ArgumentNullException.ThrowIfNull(run);
        _log = run.Steps;
        if (position.Epoch == 0) _log.Keep(Counter, step => step <= position.Step);
    }

    /// <summary>Keeps a step, if it is one of the first.</summary>
    /// <param name="position">Where the run stands after the step.</param>
    /// <param name="numbers">Means over the epoch so far, by name.</param>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Record(RunPosition position, IEnumerable<KeyValuePair<string, double>> numbers)
    {
        if (position.Epoch != 0 || position.Step is < 1 or > Kept) return;
        _log.Append(new JsonObject(numbers.Select(n => KeyValuePair.Create<string, JsonNode?>(n.Key, n.Value))
            .Prepend(new(Counter, position.Step))));
    }
}
