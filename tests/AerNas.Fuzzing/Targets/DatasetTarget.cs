using System.Collections.Immutable;
using AerNas.Data;
using AerNas.Data.Sources;

namespace AerNas.Fuzzing.Targets;

/// <summary>What the targets that are datasets in memory have in common: one file of a sound dataset is the input.</summary>
internal static class DatasetTarget
{
    /// <summary>How the product refuses a dataset.</summary>
    public static ImmutableArray<Type> Refusals { get; } = [typeof(DatasetFormatException)];

    /// <summary>Every file of some datasets as an input.</summary>
    public static ImmutableArray<FuzzInput> Seeds(params IEnumerable<Dictionary<string, byte[]>> datasets) =>
        [.. datasets.SelectMany(files => files.Select(file => new FuzzInput(file.Key, file.Value)))];

    /// <summary>Reads the dataset with the input in the place of its file.</summary>
    public static void Read(Dictionary<string, byte[]> files, FuzzInput input)
    {
        var contents = files.ToDictionary(file => file.Key, file => (byte[]?)file.Value);
        contents[input.Name] = input.Bytes;
        using var memory = new MemoryFiles("fuzzed", contents);
        DatasetSource.Read(memory, new DatasetOptions());
    }

    /// <summary>Reads the dataset in an archive.</summary>
    public static void Read(DatasetFiles archive)
    {
        using (archive) DatasetSource.Read(archive, new DatasetOptions());
    }
}
