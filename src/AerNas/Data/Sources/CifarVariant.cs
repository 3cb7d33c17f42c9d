using System.Text;
using AerNas.Pickles;

namespace AerNas.Data.Sources;

/// <summary>CIFAR-10 or CIFAR-100 (Krizhevsky, 2009) with the file names of one published archive.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="TrainFiles">The files of the training images.</param>
/// <param name="TestFile">The file of the test images.</param>
/// <param name="NamesFile">The file that names the classes.</param>
internal sealed record CifarVariant(string Name, int Classes, ImmutableArray<string> TrainFiles, string TestFile, string NamesFile)
{
    public static ImageShape Shape { get; } = new(3, 32);

    public static CifarVariant Binary10 { get; } = new(
        "CIFAR-10", 10, [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")], "test_batch.bin", "batches.meta.txt");

    public static CifarVariant Binary100 { get; } = new("CIFAR-100", 100, ["train.bin"], "test.bin", "fine_label_names.txt");

    public static CifarVariant Python10 { get; } = new(
        "CIFAR-10", 10, [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}")], "test_batch", "batches.meta");

    public static CifarVariant Python100 { get; } = new("CIFAR-100", 100, ["train"], "test", "meta");

    /// <summary>The folder that holds some of its files.</summary>
    public string? Locate(DatasetFiles files) => files.FolderOf(TrainFiles[0]) ?? files.FolderOf(TestFile);

    /// <summary>Whether a file of this name is one of it.</summary>
    public bool MayHold(string name) =>
        Path.GetFileName(name) is var file && (TrainFiles.Contains(file) || file == TestFile || file == NamesFile);

    /// <summary>The dataset, with <paramref name="load"/> reading one file.</summary>
    public RawDataset Read(DatasetFiles files, string folder, Func<string, LabelledPixels> load)
    {
        var names = files.Contains(folder + NamesFile)
            ? ClassNames(files, folder)
            : [.. Enumerable.Range(0, Classes).Select(i => i.ToString())];
        if (names.Length != Classes)
            throw new DatasetFormatException(files.PathOf(folder + NamesFile), $"it names {names.Length} classes; {Name} has {Classes}.");
        return new RawDataset(Name, names,
            LabelledPixels.Join([.. TrainFiles.Select(file => load(folder + file))], Shape, Classes),
            LabelledPixels.Join([load(folder + TestFile)], Shape, Classes))
        {
            Normalization = Classes == 10 ? ChannelNormalization.Cifar10 : ChannelNormalization.Cifar100,
        };
    }

    private ImmutableArray<string> ClassNames(DatasetFiles files, string folder)
    {
        if (NamesFile.EndsWith(".txt", StringComparison.Ordinal))
            return [.. Encoding.UTF8.GetString(files.Read(folder + NamesFile))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var names = PickledBatch.ReadDictionary(files, folder + NamesFile)
            .TryGet<List<object?>>(Classes == 10 ? "label_names" : "fine_label_names", out var list) ? list : [];
        return [.. names.Select(name => PickleReader.TextOf(name) ?? "?")];
    }
}
