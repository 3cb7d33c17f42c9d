using System.Buffers.Binary;
using System.Collections.Immutable;

namespace AerNas.Data.Sources;

/// <summary>
/// IDX, the format of MNIST and Fashion-MNIST: big-endian header (0, 0, type 8 = uint8, rank, then each dimension), then the values.
/// Plain or gzipped.
/// </summary>
internal sealed class IdxFormat : IDatasetFormat
{
    private const string TrainImages = "train-images-idx3-ubyte", TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte", TestLabels = "t10k-labels-idx1-ubyte";

    private static readonly ImmutableArray<string> Names =
        [.. new[] { TrainImages, TrainLabels, TestImages, TestLabels }.SelectMany(name => new[] { name, name + ".gz" })];

    public string Description => $"IDX files ({TrainImages}, {TrainLabels}, {TestImages}, {TestLabels}), plain or .gz";

    public string? Locate(DatasetFiles files) => Names.Select(files.FolderOf).FirstOrDefault(folder => folder is not null);

    public bool MayHold(string name) => Names.Contains(Path.GetFileName(name));

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options)
    {
        var (labelsFile, trainLabels) = Load(files, folder + TrainLabels, rank: 1);
        var (_, trainImages) = Load(files, folder + TrainImages, rank: 3);
        var classes = trainLabels.Length == 0 ? 0 : trainLabels.Values.Max() + 1;
        if (classes < 2)
            throw new DatasetFormatException(labelsFile, $"the labels name {classes} class(es); at least 2 are needed to learn.");
        var train = Join(labelsFile, trainImages, trainLabels, classes);
        var (testLabelsFile, testLabels) = Load(files, folder + TestLabels, rank: 1);
        var (testImagesFile, testImages) = Load(files, folder + TestImages, rank: 3);
        var test = Join(testLabelsFile, testImages, testLabels, classes);
        if (test.Shape != train.Shape)
            throw new DatasetFormatException(testImagesFile,
                $"test images are {test.Shape}, training images {train.Shape}; they have to agree.");
        return new RawDataset(Path.GetFileName(files.Origin.TrimEnd('/', '\\')) is { Length: > 0 } name ? name : "IDX",
            [.. Enumerable.Range(0, classes).Select(label => label.ToString())], train, test);
    }

    private static ImageSet Join(string labelsFile, IdxArray images, IdxArray labels, int classes)
    {
        if (images.Length != labels.Length)
            throw new DatasetFormatException(labelsFile,
                $"there are {labels.Length} labels for {images.Length} images. The two files do not belong together.");
        if (Array.FindIndex(labels.Values, label => label >= classes) is var bad and >= 0)
            throw new DatasetFormatException(labelsFile,
                $"label {labels.Values[bad]} of image {bad} is out of range; the training labels are 0-{classes - 1}.",
                IdxArray.HeaderLength(1) + bad);
        var shape = new ImageShape(1, images.Shape[1]);
        return new ImageSet(shape, images.Values, Array.ConvertAll(labels.Values, label => (int)label), classes);
    }

    private static (string File, IdxArray Array) Load(DatasetFiles files, string name, int rank)
    {
        if (!files.Contains(name) && files.Contains(name + ".gz"))
            name += ".gz";
        var file = files.PathOf(name);
        var bytes = files.Read(name);
        return (file, Parse(file, Gzip.IsGzip(bytes) ? Gzip.Decompress(bytes, file) : bytes, rank));
    }

    private static IdxArray Parse(string file, byte[] bytes, int rank)
    {
        var header = IdxArray.HeaderLength(rank);
        if (bytes.Length < header)
            throw new DatasetFormatException(file, $"the file ends inside its header of {header} bytes. Download it again.", bytes.Length);
        if (BinaryPrimitives.ReadInt32BigEndian(bytes) != 0x0800 + rank)
            throw new DatasetFormatException(file,
                $"no IDX file of uint8 of rank {rank}: it begins with {Convert.ToHexString(bytes.AsSpan(0, 4))}, not 0000080{rank}.",
                0);
        var shape = Enumerable.Range(1, rank).Select(i => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * i))).ToArray();
        if (shape.Any(length => length < 1) || shape.Aggregate(1.0, (product, length) => product * length) != bytes.Length - header)
            throw new DatasetFormatException(file,
                $"the header tells of {string.Join(" x ", shape)} values, the file holds {bytes.Length - header}. "
                + "It is cut short or damaged; download it again.",
                4);
        if (rank == 3 && shape[1] != shape[2])
            throw new DatasetFormatException(file, $"the images are {shape[2]} wide and {shape[1]} high. Crop or pad them to squares.", 8);
        return new IdxArray(shape, bytes[header..]);
    }
}
