// Files of torch.save, read as data.
//
// The newer form is a zip: <name>/data.pkl is the pickle, <name>/data/<key> the numbers of a storage. The older one is five pickles behind
// each other (a magic number, a version, sizes of types, the object, the keys of the storages) and then each storage: a count of 8 bytes
// and its numbers.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using AerNas.Files;
using AerNas.Pickles;
using AerNas.Runs;
using ICSharpCode.SharpZipLib.Checksum;

namespace AerNas.Checkpoints;

/// <summary>The object that torch.save wrote, and the numbers of its storages.</summary>
internal sealed class TorchFile
{
    private const string PickleName = "data.pkl", OrderName = "byteorder";
    private const int Version = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", null);

    private readonly Func<TorchStorage, ReadOnlyMemory<byte>> _storages;

    private TorchFile(object? content, Func<TorchStorage, ReadOnlyMemory<byte>> storages) => (Content, _storages) = (content, storages);

    /// <summary>The object.</summary>
    public object? Content { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="PickleFormatException">Its pickle is damaged, or names a callable that is not data.</exception>
    /// <exception cref="InvalidDataException">It is damaged, cut short or no file of torch.save.</exception>
    public static TorchFile Read(byte[] bytes) => bytes switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => ReadZip(bytes),
        [(byte)PickleOpcode.Proto, ..] => ReadPickles(bytes),
        _ => throw new InvalidDataException("it is neither a file of torch.save (a zip, or pickles) nor safetensors."),
    };

    /// <summary>All numbers of a storage, little-endian.</summary>
    /// <exception cref="InvalidDataException">The file does not hold them.</exception>
    public ReadOnlyMemory<byte> NumbersOf(TorchStorage storage) => _storages(storage);

    private static TorchFile ReadZip(byte[] bytes)
    {
        var files = new Dictionary<string, byte[]>();
        long unpacked = 0;
        using (var archive = Sound(() => new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read)))
        {
            foreach (var entry in Sound(() => archive.Entries))
            {
                unpacked += entry.Length;
                if (entry.Length is < 0 or > int.MaxValue || unpacked > UnpackLimit.Images.Most(bytes.Length))
                    throw UnpackLimit.Images.Exceeded(bytes.Length);
                files[entry.FullName] = Unpack(entry);
            }
        }

        var pickle = files.Keys.FirstOrDefault(name => name == PickleName || name.EndsWith("/" + PickleName, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"it is a zip without {PickleName}, so no file of torch.save.");
        var folder = pickle[..^PickleName.Length];
        if (files.TryGetValue(folder + OrderName, out var order) && !order.AsSpan().SequenceEqual("little"u8))
            throw new InvalidDataException("its numbers have their highest byte first; save it on another machine.");
        return new TorchFile(PickleReader.Read(files[pickle], new TorchVocabulary(), out _), storage =>
            files.TryGetValue($"{folder}data/{storage.Key}", out var numbers) ? numbers : throw Missing(storage));
    }

    private static byte[] Unpack(ZipArchiveEntry entry)
    {
        var bytes = Sound(() =>
        {
            using var stream = entry.Open();
            var unpacked = new byte[entry.Length];
            stream.ReadExactly(unpacked);
            return unpacked;
        });
        var sum = new Crc32();
        sum.Update(bytes);
        return sum.Value == entry.Crc32 ? bytes : throw new InvalidDataException(
            $"it is damaged: the CRC-32 of {entry.FullName} is not that of its content. Copy it anew.");
    }

    private static T Sound<T>(Func<T> library)
    {
        try
        {
            return UnpackedStream.Turned(library);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"it is cut short or damaged ({e.Message.TrimEnd('.')}). Copy it anew.", e);
        }
    }

    private static TorchFile ReadPickles(byte[] bytes)
    {
        var (rest, vocabulary) = ((ReadOnlyMemory<byte>)bytes, new TorchVocabulary());
        if (Next() is not BigInteger magic || magic != Magic || Next() is not (long)Version)
            throw new InvalidDataException("it is no file of torch.save.");
        Next(); // sizes of types
        var content = Next();
        if (Next() is not List<object?> keys) throw new InvalidDataException("it does not list its storages.");
        var storages = Behind(rest, keys, vocabulary);
        return new TorchFile(content, storage => storages.TryGetValue(storage.Key, out var numbers) ? numbers : throw Missing(storage));

        object? Next()
        {
            var value = PickleReader.Read(rest, vocabulary, out var length);
            rest = rest[length..];
            return value;
        }
    }

    /// <summary>The storages that lie behind the pickles in the order of their keys, each its count and its numbers.</summary>
    private static Dictionary<string, ReadOnlyMemory<byte>> Behind(
        ReadOnlyMemory<byte> bytes, List<object?> keys, TorchVocabulary vocabulary)
    {
        var storages = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var key in keys.Select(PickleReader.TextOf))
        {
            if (key is null || !vocabulary.Types.TryGetValue(key, out var type) || bytes.Length < sizeof(long))
                throw new InvalidDataException("its storages are not those that its tensors name; it is cut short or damaged.");
            var (count, width) = (BinaryPrimitives.ReadInt64LittleEndian(bytes.Span), SafetensorsEntry.SizeOf(type));
            bytes = bytes[sizeof(long)..];
            if (count < 0 || count > bytes.Length / width) throw new InvalidDataException("its storages are cut short or damaged.");
            storages[key] = bytes[..(int)(count * width)];
            bytes = bytes[(int)(count * width)..];
        }

        return storages;
    }

    private static InvalidDataException Missing(TorchStorage storage) =>
        new($"the numbers of storage {storage.Key} are missing; the file is cut short or damaged.");
}
