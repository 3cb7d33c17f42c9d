using System.Buffers.Binary;
using System.Collections.Immutable;
using AerNas.Runtime;

namespace AerNas.Fuzzing;

/// <summary>
/// Changes bytes in ways that parsers trip over: bits, bytes, numbers of every width, words of the form, cuts, copies and splices.
/// </summary>
internal sealed class Mutation(ImmutableArray<FuzzInput> seeds, ImmutableArray<byte[]> words)
{
    private const int MostChanges = 3;
    private const int LongestMove = 64, MostRepeats = 2000;
    private const int HeadLength = 256; // heads decide more than what follows them: half of the changes fall there

    private static readonly long[] Numbers =
    [
        0, 1, 2, 7, 8, 31, 32, 63, 64, 65, 127, 128, 255, 256, 511, 512, 4095, 4096, 32767, 32768, 65535, 65536, 1 << 24, int.MaxValue - 1,
        int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue, -1, -2, -512,
    ];

    /// <summary>A changed copy of one of the seeds.</summary>
    public FuzzInput Next(ref CounterRandom random)
    {
        var seed = seeds[random.Below(seeds.Length)];
        var bytes = seed.Bytes.ToList();
        for (var left = 1 + random.Below(MostChanges); left > 0 && bytes.Count > 0; left--) Change(bytes, ref random);
        return seed with { Bytes = [.. bytes] };
    }

    private void Change(List<byte> bytes, ref CounterRandom random)
    {
        var at = random.Below(random.Coin() ? bytes.Count : Math.Min(bytes.Count, HeadLength));
        var length = Math.Min(1 + random.Below(LongestMove), bytes.Count - at);
        switch (random.Below(12))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Below(8)); break;
            case 1: bytes[at] = (byte)random.Next(); break;
            case 2 or 3: SetNumber(bytes, at, ref random); break;
            case 4: Overwrite(bytes, at, Word(ref random)); break;
            case 5: bytes.InsertRange(at, Word(ref random)); break;
            case 6: bytes.RemoveRange(at, length); break;
            case 7: bytes.InsertRange(random.Below(bytes.Count), bytes.GetRange(at, length)); break;
            case 8: Overwrite(bytes, random.Below(bytes.Count), [.. bytes.GetRange(at, length)]); break;
            case 9: bytes.RemoveRange(at, bytes.Count - at); break;
            case 10: Splice(bytes, at, ref random); break;
            default: Repeat(bytes, at, ref random); break;
        }
    }

    /// <summary>A number of 1, 2, 4 or 8 bytes in either order: a telling one, or one near what stands there.</summary>
    private static void SetNumber(List<byte> bytes, int at, ref CounterRandom random)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        var width = 1 << random.Below(4);
        var little = random.Coin();
        var value = random.Below(4) == 0 ? bytes.Count - at + random.Below(5) - 2 : Numbers[random.Below(Numbers.Length)];
        if (little) BinaryPrimitives.WriteInt64LittleEndian(number, value);
        else BinaryPrimitives.WriteInt64BigEndian(number, value);
        Overwrite(bytes, at, (little ? number[..width] : number[^width..]).ToArray());
    }

    private byte[] Word(ref CounterRandom random) => words.IsEmpty ? [(byte)random.Next()] : words[random.Below(words.Length)];

    private static void Overwrite(List<byte> bytes, int at, byte[] word)
    {
        for (var i = 0; i < word.Length && at + i < bytes.Count; i++) bytes[at + i] = word[i];
    }

    /// <summary>The end of another seed in place of the rest.</summary>
    private void Splice(List<byte> bytes, int at, ref CounterRandom random)
    {
        var other = seeds[random.Below(seeds.Length)].Bytes;
        if (other.Length == 0) return;
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other.AsSpan(random.Below(other.Length)));
    }

    private void Repeat(List<byte> bytes, int at, ref CounterRandom random)
    {
        var word = Word(ref random);
        bytes.InsertRange(at, Enumerable.Repeat(word, 1 + (random.Below(MostRepeats) / word.Length)).SelectMany(copy => copy));
    }
}
