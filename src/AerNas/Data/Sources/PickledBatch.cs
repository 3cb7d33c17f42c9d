using AerNas.Pickles;

namespace AerNas.Data.Sources;

/// <summary>Pickled dictionaries of images and labels, as CIFAR and downsampled ImageNet are published. Read as data: no code can
/// run.</summary>
internal static class PickledBatch
{
    public static PickleDictionary ReadDictionary(DatasetFiles files, string name)
    {
        var file = files.PathOf(name);
        try
        {
            return PickleReader.Read(files.Read(name)) as PickleDictionary
                ?? throw new DatasetFormatException(file, "the pickle holds no dictionary. This is not a file of the dataset.");
        }
        catch (PickleFormatException e)
        {
            throw new DatasetFormatException(file, $"the pickle cannot be read: {e.Problem}", e.Offset, e);
        }
    }

    /// <summary>Reads the images (key <c>data</c>) and labels of a file.</summary>
    public static LabelledPixels Read(DatasetFiles files, string name, string labelsKey, ImageShape shape)
    {
        var file = files.PathOf(name);
        var batch = ReadDictionary(files, name);
        if (!batch.TryGet<NumpyArray>("data", out var data) || data.ElementType != "u1" || data.Shape is not [var count, var length]
            || count < 1 || length != shape.Length)
            throw new DatasetFormatException(file, $"the pickle has no 'data' of uint8 with {shape.Length} values an image ({shape}).");
        var labels = Labels(batch, labelsKey, count)
            ?? throw new DatasetFormatException(file,
                $"the pickle has no '{labelsKey}' of whole numbers, one for each of its {count} images.");
        return new LabelledPixels(data.Bytes.ToArray(), labels);
    }

    private static int[]? Labels(PickleDictionary batch, string key, int count)
    {
        batch.TryGet(key, out var value);
        var items = value switch
        {
            List<object?> list when list.Count == count => list,
            PickleTuple tuple when tuple.Items.Length == count => [.. tuple.Items],
            NumpyArray { Shape.Length: 1 } array when array.Count == count => [.. Enumerable.Range(0, count).Select(i => array[i])],
            _ => null,
        };
        var numbers = items?.Select(item => item is long and >= int.MinValue and <= int.MaxValue ? (int?)(long)item : null).ToArray();
        return numbers is null || numbers.Contains(null) ? null : Array.ConvertAll(numbers, number => number!.Value);
    }
}
