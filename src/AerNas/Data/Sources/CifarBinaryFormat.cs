namespace AerNas.Data.Sources;

/// <summary>The published binary archives of CIFAR: records of the label (CIFAR-100: coarse, then fine label) and 3072 pixels, red plane
/// first.</summary>
internal sealed class CifarBinaryFormat(CifarVariant variant) : IDatasetFormat
{
    private readonly int _labelBytes = variant.Classes == 10 ? 1 : 2;

    public string Description => $"{variant.Name}, binary version ({variant.TrainFiles[0]} ... {variant.TestFile}), as .tar.gz or folder";

    public string? Locate(DatasetFiles files) => variant.Locate(files);

    public bool MayHold(string name) => variant.MayHold(name);

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options) =>
        variant.Read(files, folder, name => Parse(files.PathOf(name), files.Read(name)));

    private LabelledPixels Parse(string file, byte[] bytes)
    {
        int pixelBytes = CifarVariant.Shape.Length, record = _labelBytes + pixelBytes;
        if (bytes.Length == 0 || bytes.Length % record != 0)
            throw new DatasetFormatException(file,
                $"the file has {bytes.Length} bytes, no whole number of records of {record}. Cut short or damaged; download it again.",
                bytes.Length / record * record);
        var count = bytes.Length / record;
        var part = new LabelledPixels(new byte[count * pixelBytes], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var label = bytes[i * record + _labelBytes - 1];
            if (label >= variant.Classes)
                throw new DatasetFormatException(file,
                    $"label {label} of image {i} is out of range; {variant.Name} has 0-{variant.Classes - 1}. Download it again.",
                    i * record + _labelBytes - 1);
            part.Labels[i] = label;
            bytes.AsSpan(i * record + _labelBytes, pixelBytes).CopyTo(part.Pixels.AsSpan(i * pixelBytes));
        }
        return part;
    }
}
