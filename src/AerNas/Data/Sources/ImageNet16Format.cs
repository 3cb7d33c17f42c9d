namespace AerNas.Data.Sources;

/// <summary>ImageNet16-120 of NAS-Bench-201: downsampled ImageNet (Chrabaszcz, Loshchilov and Hutter, 2017) at 16x16, of which the first
/// 120 classes are kept. Labels on disk are 1 to 1000 (official-semantics 52); the validation images are the test set.</summary>
internal sealed class ImageNet16Format : IDatasetFormat
{
    private const int Classes = 120, ClassesOnDisk = 1000, TrainFiles = 10;
    private const string TestFile = "val_data";

    private static readonly ImageShape Shape = new(3, 16);

    public string Description => "ImageNet16-120 (train_data_batch_1 ... train_data_batch_10, val_data)";

    public string? Locate(DatasetFiles files) => files.FolderOf("train_data_batch_1") ?? files.FolderOf(TestFile);

    public bool MayHold(string name) =>
        Path.GetFileName(name) is var file && (file == TestFile || file.StartsWith("train_data_batch_", StringComparison.Ordinal));

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options) => new(
        "ImageNet16-120",
        [.. Enumerable.Range(1, Classes).Select(i => i.ToString())],
        Join(files, [.. Enumerable.Range(1, TrainFiles).Select(i => $"{folder}train_data_batch_{i}")]),
        Join(files, [folder + TestFile]))
    {
        Normalization = ChannelNormalization.ImageNet16,
    };

    private static ImageSet Join(DatasetFiles files, string[] names)
    {
        var parts = names.Select(name => FirstClasses(files.PathOf(name), PickledBatch.Read(files, name, "labels", Shape))).ToArray();
        if (parts.All(part => part.Labels.Length == 0))
            throw new DatasetFormatException(files.PathOf(names[^1]), $"no image has a label among 1-{Classes}.");
        return LabelledPixels.Join(parts, Shape, Classes);
    }

    private static LabelledPixels FirstClasses(string file, LabelledPixels all)
    {
        if (Array.FindIndex(all.Labels, label => label is < 1 or > ClassesOnDisk) is var bad and >= 0)
            throw new DatasetFormatException(file,
                $"label {all.Labels[bad]} of image {bad} is out of range; on disk they are 1-{ClassesOnDisk}. Download it again.");
        int[] kept = [.. Enumerable.Range(0, all.Labels.Length).Where(i => all.Labels[i] <= Classes)];
        var part = new LabelledPixels(new byte[kept.Length * Shape.Length], [.. kept.Select(i => all.Labels[i] - 1)]);
        for (var i = 0; i < kept.Length; i++)
            all.Pixels.AsSpan(kept[i] * Shape.Length, Shape.Length).CopyTo(part.Pixels.AsSpan(i * Shape.Length));
        return part;
    }
}
