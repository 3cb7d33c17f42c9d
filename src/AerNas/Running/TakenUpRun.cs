using AerNas.Data;
using AerNas.Extensions;

namespace AerNas.Running;

/// <summary>A run that this process has taken up, before what it goes on with is built.</summary>
internal sealed record TakenUpRun<TOptions>(RunDirectory Directory, RunRecord Record, TOptions Options)
{
    /// <summary>Whether the record says another place of the images than the file does.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Demands that images are those it began with; then their place is recorded, where that is another one now.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">Where they lie; null for those that come with AerNas.</param>
    /// <param name="areGiven">Whether a program gave them, wherever the record says that they lie.</param>
    /// <exception cref="CheckpointMismatchException">They have changed.</exception>
    public void RequireSame(RunSource images, string? path, bool areGiven)
    {
        if ((Record.DatasetHash != images.Hash && Record.DatasetHash != images.FormerHash) || Record.SplitHash != images.SplitHash)
        {
            var remedy = areGiven || path is not null || Record.Dataset == DatasetSource.EmbeddedName ? "restore them or start anew"
                : $"a program gave it {Record.Dataset}, so go on with it there, by Resume with its images, or name a place "
                + "that has them by --data";
            throw new CheckpointMismatchException(Directory.RecordFile,
                $"The images {(areGiven ? "given" : path is null ? "that come with AerNas" : $"at {path}")} "
                + $"are not those the run {Directory.Path} began with; {remedy}.");
        }

        if (IsMoved) Record.Save(Directory);
    }

    /// <summary>Puts a checkpoint into a state; a run that was stopped before its first one begins anew.</summary>
    /// <param name="state">The state to overwrite.</param>
    /// <param name="form">How it is read.</param>
    /// <param name="checkpoint">Its name; null takes the newest.</param>
    /// <param name="misplaced">Tells where the state stands that the run never comes to; null where it does.</param>
    /// <exception cref="CheckpointMismatchException">It is damaged, of another run, or stands where this one never comes to.</exception>
    public void ReadInto<TCounters>(IRunState<TCounters> state, CheckpointForm<TCounters> form, string? checkpoint, Func<string?> misplaced)
        where TCounters : class
    {
        var store = Directory.Checkpoints;
        if (checkpoint is null && store.List().IsEmpty) return;
        var (file, content) = store.Load(checkpoint is null ? null : store.Find(checkpoint));
        form.Read(content, file, state);
        if (misplaced() is { } where)
            throw new CheckpointMismatchException(file,
                $"{file} stands after {state.Position.InWords}, {where}; go on from another checkpoint by --checkpoint, or start anew.");
    }

    /// <summary>Forgets the rows of what is about to be done again.</summary>
    /// <returns>What a person should know about going on, one sentence each.</returns>
    public IEnumerable<string> GoOnAt(RunPosition position)
    {
        var damage = Directory.Metrics.TruncateFrom(position.Epoch);
        var notes = Record.VersionNotes(Versions.Current, ExtensionScope.Identities);
        return damage is null ? notes : notes.Append(damage);
    }
}

/// <summary>What a run learns from, as its record tells.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="SplitHash">SHA-256 of how images are split; empty where they are not.</param>
internal readonly record struct RunSource(string Name, string Hash, string SplitHash = "")
{
    /// <summary>What earlier versions recorded as the hash of the same content; null where that was no other.</summary>
    public string? FormerHash { get; init; }

    public static RunSource Of(ImageDataset images) => new(images.Name, images.ContentHash) { FormerHash = images.FormerHash };
}
