// Every run of a study is a sequence of tasks, a search and where the study says so a training, or a training alone, each in an ordinary
// run directory and done by the same code as aernas search and aernas train. Runs share nothing but the processors, and each has its number
// of threads from the study's file, so how many go on side by side changes nothing of what they find.

using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using AerNas.Data;
using AerNas.Extensions;
using AerNas.Running;
using AerNas.Tabular;

namespace AerNas.Studies;

/// <summary>A study in its folder: begun anew, or taken up where it was stopped.</summary>
public sealed class StudyRun
{
    private readonly StudyPlan _plan;
    private readonly ImmutableDictionary<StudyEntry, ImmutableArray<StudyTask>> _tasks;

    private StudyRun(StudyDirectory directory, StudyPlan plan, TimeProvider time)
    {
        Directory = directory;
        _plan = plan;
        var tasks = new StudyTasks(plan, directory, time);
        _tasks = plan.Runs.ToImmutableDictionary(run => run, tasks.Of);
    }

    /// <summary>Where it is kept.</summary>
    public StudyDirectory Directory { get; }

    /// <summary>Its runs.</summary>
    public ImmutableArray<StudyEntry> Runs => _plan.Runs;

    /// <summary>Those that have ended.</summary>
    public IEnumerable<StudyEntry> Finished => Runs.Where(IsFinished);

    /// <inheritdoc cref="StudyPlan.SideBySide"/>
    public int SideBySide(int threads) => _plan.SideBySide(threads);

    /// <summary>Begins a study; nothing is written before options, images and table are known to be good.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="place">The folder to make.</param>
    /// <param name="time">Gives the dates that the records state.</param>
    /// <param name="recipe">The name of the recipe it is made by; null for a study of its own.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be run with.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="TabularFormatException">The table cannot be read.</exception>
    /// <exception cref="RunStorageException">The folder is not empty, cannot be written, or another process writes it.</exception>
    public static StudyRun Start(StudyOptions options, RunPlace place, TimeProvider time, string? recipe = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var resolved = StudyImages.Resolve(options);
        var plan = new StudyPlan(resolved);
        if (resolved.Tabular is { } table) TabularBenchmark.Open(table).Dispose();
        using var directory = StudyDirectory.Create(place);
        new StudyRecord
        {
            Started = time.GetUtcNow(),
            Options = JsonSerializer.SerializeToNode(resolved, StudyOptionsJson.Default.StudyOptions)!,
            Runs = plan.Runs,
            Tabular = resolved.Tabular,
            Recipe = recipe,
            Extensions = ExtensionScope.Recorded,
            Versions = Versions.Current,
            Machine = RunMachine.Current,
        }.Save(directory);
        return new StudyRun(StudyDirectory.Open(directory.Path), plan, time);
    }

    /// <summary>Takes up a study; runs that have ended are not repeated.</summary>
    /// <param name="path">The study's folder.</param>
    /// <param name="time">Gives the dates that the records of new runs state.</param>
    /// <exception cref="RunStorageException">No study lies there, or its record is damaged.</exception>
    public static StudyRun Resume(string path, TimeProvider time)
    {
        var directory = StudyDirectory.Open(path);
        var record = StudyRecord.Load(directory);
        try
        {
            var options = RecordedOptions.Read(record.Options, directory.RecordFile, StudyOptionsJson.Default.StudyOptions);
            return new StudyRun(directory, new StudyPlan(options), time);
        }
        catch (Exception e) when (e is RunStorageException or InvalidOptionsException
            && ExtensionScope.Missing(record.Extensions) is { } missing)
        {
            throw new RunStorageException(directory.RecordFile, $"{directory.Path}: {missing}");
        }
    }

    /// <summary>Does the runs that are left; meanwhile no other process can. A search or training whose numbers are no longer finite does
    /// not keep the others from their end; its failure is thrown after them.</summary>
    /// <param name="sideBySide">How many runs at once.</param>
    /// <param name="progress">Is told after every step, from the threads of the runs.</param>
    /// <param name="cancellation">Stops all runs after their step.</param>
    /// <exception cref="OperationCanceledException">It was stopped; every search and training under way has left a checkpoint.</exception>
    /// <exception cref="NonFiniteValueException">A search or training failed; the other runs are done.</exception>
    /// <exception cref="RunStorageException">Another process does this study, or a file cannot be written.</exception>
    public void Run(int sideBySide, IProgress<StudyProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sideBySide, 1);
        using var held = StudyDirectory.TakeUp(Directory.Path);
        var board = new StudyBoard([.. Runs.SelectMany(run => _tasks[run])], progress);
        var left = new ConcurrentQueue<StudyEntry>(Runs.Where(run => !IsFinished(run)));
        var failures = new ConcurrentQueue<NonFiniteValueException>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = Enumerable.Range(0, sideBySide)
            .Select(_ => Task.Factory.StartNew(() => Work(left, failures, board, stop), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        WaitForAll(workers);
        cancellation.ThrowIfCancellationRequested();
        if (failures.TryPeek(out var failure)) ExceptionDispatchInfo.Throw(failure);
        if (_plan.Training is not null) ArchitectureLatency.Measure(Directory, Runs, cancellation);
    }

    /// <summary>Does one run after the other until none is left; where one fails, the other workers stop too.</summary>
    private void Work(ConcurrentQueue<StudyEntry> left, ConcurrentQueue<NonFiniteValueException> failures, StudyBoard board,
        CancellationTokenSource stop)
    {
        var failed = true;
        try
        {
            while (!stop.IsCancellationRequested && left.TryDequeue(out var run)) TryDo(run, failures, board, stop.Token);
            failed = false;
        }
        finally
        {
            if (failed) stop.Cancel();
        }
    }

    /// <summary>Does what is left of a run, task after task.</summary>
    private void TryDo(StudyEntry run, ConcurrentQueue<NonFiniteValueException> failures, StudyBoard board, CancellationToken cancellation)
    {
        try
        {
            foreach (var task in _tasks[run].Where(task => !task.IsDone))
            {
                task.Do(new StepProgress<RunProgress>(step => board.Step(task, step)), cancellation);
                board.End(task);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (NonFiniteValueException e)
        {
            failures.Enqueue(e);
        }
    }

    private bool IsFinished(StudyEntry run) => _tasks[run].All(task => task.IsDone);

    /// <summary>Waits, and throws what stopped the workers in place of what only tells that they were.</summary>
    private static void WaitForAll(Task[] workers)
    {
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException e)
        {
            var cause = e.Flatten().InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException)
                ?? e.InnerExceptions[0];
            ExceptionDispatchInfo.Throw(cause);
        }
    }
}
