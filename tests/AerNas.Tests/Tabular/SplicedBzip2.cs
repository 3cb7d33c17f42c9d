using System.Buffers.Binary;
using System.Numerics;

namespace AerNas.Tests.Tabular;

/// <summary>
/// The packed block of a bz2 file, to be joined with others: blocks are independent, but end within a byte. With it many files that differ
/// only in their heads are made without packing the rest again.
/// </summary>
internal sealed class SplicedBzip2
{
    private const ulong EndOfStream = 0x177245385090; // 48 bits, then a checksum of 32 bits, then up to 7 bits of padding
    private const int HeaderBits = 32, TailBits = 80;

    private readonly BigInteger _bits;
    private readonly int _length;
    private readonly uint _checksum;

    /// <summary>Takes the block out of a file of one block.</summary>
    public SplicedBzip2(byte[] file)
    {
        var bits = new BigInteger(file, isUnsigned: true, isBigEndian: true);
        var padding = Enumerable.Range(0, 8).First(pad => (ulong)((bits >> (pad + 32)) & ((1UL << 48) - 1)) == EndOfStream);
        _length = (file.Length * 8) - HeaderBits - TailBits - padding;
        _bits = (bits >> (padding + TailBits)) & ((BigInteger.One << _length) - 1);
        _checksum = (uint)((bits >> padding) & uint.MaxValue);
    }

    /// <summary>A file of two blocks.</summary>
    public static byte[] Join(SplicedBzip2 first, SplicedBzip2 second)
    {
        var checksum = BitOperations.RotateLeft(first._checksum, 1) ^ second._checksum;
        var header = new BigInteger(BinaryPrimitives.ReadUInt32BigEndian("BZh9"u8));
        var file = (((header << first._length) | first._bits) << second._length) | second._bits;
        file = (((file << 48) | EndOfStream) << 32) | checksum;
        var length = HeaderBits + first._length + second._length + TailBits;
        return (file << (-length & 7)).ToByteArray(isUnsigned: true, isBigEndian: true);
    }
}
