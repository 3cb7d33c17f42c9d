using System.Buffers.Binary;
using AerNas.Texts;

namespace AerNas.Data.Sources;

/// <summary>IDX, the format of MNIST, Fashion-MNIST and EMNIST: big-endian header (0, 0, type 8 = uint8, rank, then each dimension), then
/// the values. Plain or gzipped; named as they are published, or with a dot as some programs unpack them. EMNIST's images, known by their
/// files' names, are turned upright.</summary>
internal sealed class IdxFormat : IDatasetFormat
{
    public string Description =>
        "IDX files (train-images-idx3-ubyte, train-labels-idx1-ubyte, and t10k-... or test-... likewise), plain or .gz";

    public string? Locate(DatasetFiles files) => files.Folders.FirstOrDefault(folder => files.FilesIn(folder).Any(MayHold));

    public bool MayHold(string name) => IdxName.TryParse(name, out _);

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options)
    {
        var names = IdxName.In(files, folder);
        var (labelsFile, trainLabels) = Load(files, names.Train.Labels, rank: 1);
        var (_, trainImages) = Load(files, names.Train.Images, rank: 3);
        var (testLabelsFile, testLabels) = Load(files, names.Test.Labels, rank: 1);
        var first = trainLabels.Values.Concat(testLabels.Values).Min() == 1 ? 1 : 0; // EMNIST's letters are 1 to 26
        var classes = trainLabels.Values.Max() + 1 - first;
        if (classes < 2)
            throw new DatasetFormatException(labelsFile,
                $"the labels name {Counted.Of(classes, "class", "classes")}; at least 2 are needed to learn.");
        var train = Join(labelsFile, Upright(trainImages), trainLabels, (first, classes));
        var (testImagesFile, testImages) = Load(files, names.Test.Images, rank: 3);
        var test = Join(testLabelsFile, Upright(testImages), testLabels, (first, classes));
        if (test.Shape != train.Shape)
            throw new DatasetFormatException(testImagesFile,
                $"test images are {test.Shape}, training images {train.Shape}; they have to agree.");
        return new RawDataset(names.Set ?? files.Name, [.. Enumerable.Range(first, classes).Select(label => label.ToString())], train, test)
        {
            Notes = names.IsByColumns
                ? ["EMNIST's files have their images column by column; they are turned upright here, as MNIST's are."]
                : [],
        };

        IdxArray Upright(IdxArray images) => names.IsByColumns ? images.Transposed() : images;
    }

    private static ImageSet Join(string labelsFile, IdxArray images, IdxArray labels, (int First, int Count) classes)
    {
        if (images.Length != labels.Length)
            throw new DatasetFormatException(labelsFile,
                $"{Counted.Of(labels.Length, "label")} for {Counted.Of(images.Length, "image")}. The two files do not belong together.");
        if (Array.FindIndex(labels.Values, label => label - classes.First >= classes.Count) is var bad and >= 0)
            throw new DatasetFormatException(labelsFile,
                $"label {labels.Values[bad]} of image {bad} is out of range; the training labels are "
                + $"{classes.First}-{classes.First + classes.Count - 1}.",
                IdxArray.HeaderLength(1) + bad);
        var shape = new ImageShape(1, images.Shape[1]);
        return new ImageSet(shape, images.Values, Array.ConvertAll(labels.Values, label => label - classes.First), classes.Count);
    }

    private static (string File, IdxArray Array) Load(DatasetFiles files, string name, int rank)
    {
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
