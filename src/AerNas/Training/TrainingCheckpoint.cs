using System.Text.Json;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Runtime;

namespace AerNas.Training;

/// <summary>A <see cref="TrainingState"/> as the bytes of a checkpoint, and back.</summary>
public static class TrainingCheckpoint
{
    private const string Format = "aernas-train/1";

    /// <summary>The bytes of the whole state; equal states give equal bytes.</summary>
    public static byte[] Write(TrainingState state, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(genotype);
        return TensorArchive.Write(state.Tensors(), new Dictionary<string, string>
        {
            ["format"] = Format,
            ["genotype"] = genotype.ToString(),
            [CheckpointCounters.Member] = JsonSerializer.Serialize(state.Counters, TrainingCountersJson.Default.TrainingCounters),
        });
    }

    /// <summary>Puts a checkpoint's values into a state that was built with the same options.</summary>
    /// <param name="content">The checkpoint.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="state">The state to overwrite.</param>
    /// <param name="genotype">The genotype that is trained.</param>
    /// <exception cref="CheckpointMismatchException">It is of another version, genotype or size.</exception>
    public static void Read(ReadOnlyMemory<byte> content, string file, TrainingState state, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(genotype);
        var archive = SafetensorsFile.Parse(content, file);
        Require("format", Format);
        Require("genotype", genotype.ToString());
        var counters = CheckpointCounters.Read(archive, file, TrainingCountersJson.Default.TrainingCounters, (counters, rules) => counters.Check(rules));
        try
        {
            TensorArchive.CopyInto(archive, state.Tensors());
        }
        catch (TensorMismatchException e)
        {
            throw new CheckpointMismatchException(file, $"{file} does not fit the network of this run: {e.Message} It is of other options; resume the run it belongs to.");
        }

        state.Counters = counters;

        void Require(string key, string expected)
        {
            var found = archive.Metadata.GetValueOrDefault(key, "none");
            if (found != expected)
                throw new CheckpointMismatchException(
                    file, $"{file} is of {key} {found}, this run is of {expected}; resume the run it belongs to, or start anew.");
        }
    }
}
