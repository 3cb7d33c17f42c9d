// Makes the embedded subset of Fashion-MNIST: of each class the first 600 training and 100 test images, in file order, as gzipped IDX.
//   apt-get install dataset-fashion-mnist
//   dotnet run build/EmbeddedFashionMnist.cs -- /usr/share/datasets/fashion-mnist src/AerNas/Data/Embedded
#:property PublishAot=false
#:property NoWarn=CS1591

using System.Buffers.Binary;
using System.IO.Compression;

var (source, target) = (args[0], args[1]);
Subset("train", perClass: 600);
Subset("t10k", perClass: 100);

void Subset(string part, int perClass)
{
    const int Classes = 10, ImageLength = 28 * 28, ImageHeader = 16, LabelHeader = 8;
    var images = Decompress($"{part}-images-idx3-ubyte.gz");
    var labels = Decompress($"{part}-labels-idx1-ubyte.gz");
    var taken = new int[Classes];
    int[] chosen = [.. Enumerable.Range(0, labels.Length - LabelHeader).Where(i => taken[labels[LabelHeader + i]]++ < perClass)];

    var chosenImages = new byte[ImageHeader + chosen.Length * ImageLength];
    var chosenLabels = new byte[LabelHeader + chosen.Length];
    images.AsSpan(0, ImageHeader).CopyTo(chosenImages);
    labels.AsSpan(0, LabelHeader).CopyTo(chosenLabels);
    BinaryPrimitives.WriteInt32BigEndian(chosenImages.AsSpan(4), chosen.Length);
    BinaryPrimitives.WriteInt32BigEndian(chosenLabels.AsSpan(4), chosen.Length);
    for (var i = 0; i < chosen.Length; i++)
    {
        images.AsSpan(ImageHeader + chosen[i] * ImageLength, ImageLength).CopyTo(chosenImages.AsSpan(ImageHeader + i * ImageLength));
        chosenLabels[LabelHeader + i] = labels[LabelHeader + chosen[i]];
    }
    Compress($"{part}-images-idx3-ubyte.gz", chosenImages);
    Compress($"{part}-labels-idx1-ubyte.gz", chosenLabels);
}

byte[] Decompress(string name)
{
    using var gzip = new GZipStream(File.OpenRead(Path.Combine(source, name)), CompressionMode.Decompress);
    using var output = new MemoryStream();
    gzip.CopyTo(output);
    return output.ToArray();
}

void Compress(string name, byte[] contents)
{
    using var gzip = new GZipStream(File.Create(Path.Combine(target, name)), CompressionLevel.SmallestSize);
    gzip.Write(contents);
}
