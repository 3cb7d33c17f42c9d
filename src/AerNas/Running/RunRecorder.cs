namespace AerNas.Running;

/// <summary>Keeps a run in its folder while it goes on: rows, TensorBoard events, checkpoints, and the time it takes.</summary>
internal sealed class RunRecorder<TCounters>
    where TCounters : class
{
    private readonly RunDirectory _run;
    private readonly CheckpointForm<TCounters> _form;
    private readonly int _earliestKept; // checkpoints that stand at this epoch or later are all kept
    private readonly MetricsWriter _metrics;
    private readonly RunClock _clock;
    private readonly FirstSteps _steps;

    /// <summary>Records into a run directory, after what a process that was killed left too much there is removed.</summary>
    /// <param name="run">The directory.</param>
    /// <param name="form">How a state is written.</param>
    /// <param name="position">Where the run begins or goes on.</param>
    /// <param name="returnsTo">The first epoch to which the run may <see cref="GoBack"/>; null: it never does.</param>
    public RunRecorder(RunDirectory run, CheckpointForm<TCounters> form, RunPosition position, int? returnsTo = null)
    {
        (_run, _form, _earliestKept) = (run, form, returnsTo + 1 ?? int.MaxValue);
        _metrics = new MetricsWriter(run);
        _clock = new RunClock(run, position);
        _steps = new FirstSteps(run, position);
        run.Checkpoints.Prune(_earliestKept);
    }

    /// <summary>How long the run has been worked on, by all processes.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <inheritdoc cref="FirstSteps.Record"/>
    public void RecordStep(RunPosition position, IEnumerable<KeyValuePair<string, double>> numbers) => _steps.Record(position, numbers);

    /// <summary>Keeps the numbers of an epoch.</summary>
    /// <exception cref="RunStorageException">The disk is full or a file cannot be written.</exception>
    public void RecordEpoch(EpochRow row)
    {
        _metrics.Write(row.Epoch, row.Scalars, Elapsed, row.Others);
        foreach (var (name, value) in row.Events) _metrics.Event(name, value, row.Epoch);
    }

    /// <summary>Keeps the state.</summary>
    /// <exception cref="RunStorageException">The disk is full or a file cannot be written.</exception>
    public void Save(IRunState<TCounters> state)
    {
        _clock.Keep(state.Position);
        _run.Save(state.Position, _form.Write(state), _earliestKept);
    }

    /// <summary>Puts the state back to where an epoch had just ended, and forgets everything later.</summary>
    /// <exception cref="CheckpointMismatchException">The state of that epoch is damaged or gone.</exception>
    public void GoBack(IRunState<TCounters> state, int epoch)
    {
        var position = new RunPosition(epoch + 1, 0);
        var (file, content) = _run.Checkpoints.Load(position);
        _form.Read(content, file, state);
        _run.Checkpoints.ForgetAfter(position); // before their rows: a run that is killed in between goes on here
        _run.Metrics.TruncateFrom(position.Epoch);
    }
}

/// <summary>What is kept of an epoch.</summary>
internal sealed record EpochRow(int Epoch, IReadOnlyDictionary<string, double> Scalars)
{
    /// <summary>What its row of <c>metrics.jsonl</c> holds beside them.</summary>
    public JsonObject Others { get; init; } = [];

    /// <summary>Numbers that only TensorBoard gets, by name.</summary>
    public IEnumerable<(string Name, double Value)> Events { get; init; } = [];
}
