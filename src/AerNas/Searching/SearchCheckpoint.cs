using System.Text.Json;
using AerNas.Runs;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>A <see cref="SearchState"/> as the bytes of a checkpoint, and back.</summary>
public static class SearchCheckpoint
{
    private const string Format = "aernas-search/1";

    /// <summary>The bytes of the whole state; equal states give equal bytes.</summary>
    public static byte[] Write(SearchState state, string method)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        return TensorArchive.Write(state.Tensors(), new Dictionary<string, string>
        {
            ["format"] = Format,
            ["space"] = state.Alpha.Space.Identity,
            ["method"] = method,
            [CheckpointCounters.Member] = JsonSerializer.Serialize(state.Counters, SearchCountersJson.Default.SearchCounters),
        });
    }

    /// <summary>Puts a checkpoint's values into a state that was built with the same options.</summary>
    /// <param name="content">The checkpoint.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="state">The state to overwrite.</param>
    /// <param name="method">The method that is to go on.</param>
    /// <exception cref="CheckpointMismatchException">It is of another version, space, method or size.</exception>
    public static void Read(ReadOnlyMemory<byte> content, string file, SearchState state, string method)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        var archive = SafetensorsFile.Parse(content, file);
        Require("format", Format);
        Require("space", state.Alpha.Space.Identity);
        Require("method", method);
        state.TakeUp(CheckpointCounters.Read(archive, file, SearchCountersJson.Default.SearchCounters, (counters, rules) => counters.Check(rules, state)));
        try
        {
            TensorArchive.CopyInto(archive, state.Tensors());
        }
        catch (TensorMismatchException e)
        {
            throw new CheckpointMismatchException(file, $"{file} does not fit the supernet of this run: {e.Message} It is of other options; resume the run it belongs to.");
        }

        void Require(string key, string expected)
        {
            var found = archive.Metadata.GetValueOrDefault(key, "none");
            if (found != expected)
                throw new CheckpointMismatchException(
                    file, $"{file} is of {key} {found}, this run is of {expected}; resume the run it belongs to, or start anew.");
        }
    }
}
