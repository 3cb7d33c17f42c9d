namespace AerNas.Data.Sources;

/// <summary>The published python archives of CIFAR: pickled dictionaries of <c>data</c> [N, 3072] and labels.</summary>
internal sealed class CifarPythonFormat(CifarVariant variant) : IDatasetFormat
{
    public string Description => $"{variant.Name}, python version ({variant.TrainFiles[0]} ... {variant.TestFile}), as .tar.gz or folder";

    public string? Locate(DatasetFiles files) => variant.Locate(files);

    public bool MayHold(string name) => variant.MayHold(name);

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options) => variant.Read(files, folder, name =>
    {
        var batch = PickledBatch.Read(files, name, variant.Classes == 10 ? "labels" : "fine_labels", CifarVariant.Shape);
        if (Array.FindIndex(batch.Labels, label => (uint)label >= (uint)variant.Classes) is var bad and >= 0)
            throw new DatasetFormatException(files.PathOf(name),
                $"label {batch.Labels[bad]} of image {bad} is out of range; {variant.Name} has 0-{variant.Classes - 1}. "
                + "Download it again.");
        return batch;
    });
}
