using System.Text;
using AerNas.Files;
using AerNas.Json;

namespace AerNas.Runs;

/// <summary>Numbers of a run, one JSON object a line. A line cut short by a crash is dropped when the run goes on.</summary>
public sealed class MetricsLog
{
    private bool _isFlushed = true;
    private bool _isNamed;

    internal MetricsLog(string path) => Path = path;

    /// <summary>The file; it need not be there yet.</summary>
    public string Path { get; }

    /// <summary>Appends one row, whole or not at all. It reaches the disk with <see cref="Flush"/>.</summary>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Append(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Write(stream =>
        {
            var before = stream.Length;
            try
            {
                stream.Write(Encoding.UTF8.GetBytes(JsonText.Write(row) + "\n"));
                stream.Flush();
            }
            catch (IOException)
            {
                stream.SetLength(before);
                throw;
            }
        });
        _isFlushed = false;
    }

    /// <summary>Puts the rows that were appended onto the disk.</summary>
    /// <exception cref="RunStorageException">The disk reports an error.</exception>
    public void Flush()
    {
        if (_isFlushed) return;
        Write(stream =>
        {
            Disk.Flush(stream);
            if (!_isNamed) Disk.FlushFolder(System.IO.Path.GetDirectoryName(stream.Name)!);
        });
        (_isFlushed, _isNamed) = (true, true);
    }

    /// <summary>The rows; none where there is no file yet.</summary>
    /// <exception cref="RunStorageException">A line is damaged or cut short; the message says which.</exception>
    public IReadOnlyList<JsonObject> Read() => [.. Lines(dropsUnfinished: false, out _).Select(line => line.Row)];

    /// <summary>The rows by the whole number that counts them; none where there is no file yet.</summary>
    /// <param name="counter">The member that counts them, <c>epoch</c> or <c>step</c>.</param>
    /// <exception cref="RunStorageException">A line is damaged or cut short, lacks the number, or is not in order.</exception>
    public IReadOnlyList<(int Number, JsonObject Row)> Read(string counter)
    {
        var rows = new List<(int Number, JsonObject Row)>();
        foreach (var line in Lines(dropsUnfinished: false, out _))
        {
            var number = NumberOf(line, counter);
            if (rows.Count > 0 && rows[^1].Number >= number)
                throw Damaged(line.Number, $"its {counter} {number} stands behind {counter} {rows[^1].Number}; two processes have written "
                    + "at once, or lines were copied.");
            rows.Add((number, line.Row));
        }

        return rows;
    }

    /// <summary>Forgets the rows of epochs that are about to be run again, and what a crash left of a last line.</summary>
    /// <returns>What a person should know about rows that are lost, in a sentence; null where none is.</returns>
    /// <exception cref="RunStorageException">A line before the last one is damaged.</exception>
    public string? TruncateFrom(int epoch)
    {
        var recorded = Lines(dropsUnfinished: true, out var isCut).Select(line => NumberOf(line, "epoch")).ToHashSet();
        var missing = Enumerable.Range(0, epoch).Where(number => !recorded.Contains(number)).ToList();
        Keep("epoch", number => number < epoch);
        if (missing.Count > 0)
            return $"{Path} has no row of {(missing.Count == 1 ? "epoch" : "epochs")} "
                + $"{string.Join(", ", missing.Select(number => number + 1))}; "
                + "the run goes on and ends as it would have, but nothing can be shown or derived of what is missing.";
        return isCut ? $"{Path} ended in a line that was cut short, as a crash leaves it; that epoch is done again." : null;
    }

    /// <summary>Forgets all but some rows, and what a crash left of a last line.</summary>
    /// <param name="counter">The member that counts them.</param>
    /// <param name="wanted">Whether a row of that number is kept.</param>
    /// <exception cref="RunStorageException">A line before the last one is damaged.</exception>
    public void Keep(string counter, Func<int, bool> wanted)
    {
        if (!File.Exists(Path)) return;
        var kept = Lines(dropsUnfinished: true, out _).Where(line => wanted(NumberOf(line, counter)));
        AtomicFile.WriteText(Path, string.Concat(kept.Select(line => JsonText.Write(line.Row) + "\n")));
    }

    private void Write(Action<FileStream> write)
    {
        try
        {
            using var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            write(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(Path, e);
        }
    }

    private int NumberOf((int Number, JsonObject Row) line, string counter) =>
        line.Row[counter] is JsonValue value && value.TryGetValue(out int number) && number >= 0
            ? number
            : throw Damaged(line.Number, $"it has no {counter}, a whole number from 0.");

    /// <summary>The rows with the numbers of their lines, from 1.</summary>
    private List<(int Number, JsonObject Row)> Lines(bool dropsUnfinished, out bool isCut)
    {
        isCut = false;
        var rows = new List<(int Number, JsonObject Row)>();
        if (!File.Exists(Path)) return rows;
        var (text, number, values) = (Bytes(), 0, 0);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            number++;
            if (line.Trim("\r\t "u8).IsEmpty) continue;
            try
            {
                rows.Add((number, JsonText.ParseLine(line, out var more)));
                values += more;
                if (values > JsonLimits.Lines.Values)
                    throw Damaged(number, $"up to it there are more than {JsonLimits.Lines.Values} names and values.");
            }
            catch (JsonFormatException) when (end < 0 && dropsUnfinished)
            {
                isCut = true; // the crash came between the bytes of this line
            }
            catch (JsonFormatException e)
            {
                throw end < 0
                    ? Damaged(number, $"it is cut short: {e.Message} Going on with the run by --resume drops it.")
                    : Damaged(number, e.Message);
            }
        }

        return rows;
    }

    private byte[] Bytes()
    {
        var file = new FileInfo(Path);
        return file.Length <= JsonLimits.Lines.Bytes ? RegularFile.ReadBytes(Path, JsonLimits.Lines.Bytes)
            : throw new RunStorageException(Path,
                $"{Path} is no record of a run: it has {file.Length} bytes, and {JsonLimits.Lines.Bytes} are read at most.");
    }

    private RunStorageException Damaged(int line, string problem) =>
        new(Path, $"{Path}, line {line}, is damaged: {problem} Take the line out to go without it, or copy the file anew.");
}
