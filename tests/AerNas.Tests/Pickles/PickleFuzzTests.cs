using System.Diagnostics;
using System.Globalization;
using AerNas.Pickles;
using AerNas.Runtime;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Pickles;

/// <summary>
/// Pickles with seeded mutations: each is read or refused in bounded time and memory. AERNAS_FUZZ_INPUTS sets how many, e.g. 1000000.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class PickleFuzzTests
{
    private const int Inputs = 20_000;
    private const long MostAllocated = 256L << 20; // all that one input allocates, garbage included
    private const int DeepestOfSamples = 6; // dictionaries in each other

    private static readonly int[] LengthsOfSamples = [300, 1500, 4000, 12_000];

    private static readonly byte[] Opcodes = [.. Enum.GetValues<PickleOpcode>().Select(opcode => (byte)opcode)];

    [Fact]
    public void Read_OfMutatedPickles_EndsInAValueOrAFormatError()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("AERNAS_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Inputs;
        byte[][] seeds = [.. Written(), .. SharedFiles.Find("data", "nats-tss-sample") is null ? [] : Published()];
        var (read, most, longest) = (0, 0L, TimeSpan.Zero);
        for (var input = 0; input < count; input++)
        {
            var random = new CounterRandom(1, RandomStream.Order, input, 0);
            var pickle = Mutated(seeds[random.Below(seeds.Length)], ref random);
            var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            try
            {
                PickleReader.Read(pickle);
                read++;
            }
            catch (PickleFormatException e)
            {
                Assert.InRange(e.Offset, 0, pickle.Length);
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            Assert.True(most < MostAllocated && longest < TimeSpan.FromSeconds(30), $"Input {input} took {longest} and {most >> 20} MB.");
        }

        Assert.InRange(read, 1, count - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} inputs, {read} of them read; at most {most >> 10} KB and {longest.TotalMilliseconds:0.0} ms an input");
    }

    private static IEnumerable<byte[]> Written()
    {
        yield return new PickleWriter().Op('}').Text("data").Array("f8", [2, 2], new byte[32]).Op('s').Text("n").Op('(').Int(1).Int(2).Op('l').Op('s').End();
        yield return new PickleWriter().Op('(').Line('I', "12").Line('L', "123456789012345678901234567890L").Line('F', "2.5").Line('S', @"'a\x41'")
            .Line('V', @"\u0041b").Op('N').Op('t').Line('p', "0").Line('g', "0").Op(0x86).End();
        yield return new PickleWriter().Op(0x80).Op((byte)4).Global("collections", "OrderedDict").Op(')').Op('R').Op(0x94).Op('(').Text("k").Op(0x8F).Op('(')
            .Int(1).Op(0x90).Op('u').End();
    }

    private static IEnumerable<byte[]> Published() =>
        from sample in Enumerable.Range(0, NatsBenchFolderFixture.Samples.Length)
        from length in LengthsOfSamples
        select Shortened(NatsBenchFolderFixture.Pickle(sample), length);

    /// <summary>The beginning of a sample, its open dictionaries closed: the first length from the one asked for at which that is a pickle.</summary>
    private static byte[] Shortened(byte[] pickle, int atLeast)
    {
        var candidates =
            from length in Enumerable.Range(atLeast, pickle.Length - atLeast)
            from open in Enumerable.Range(1, DeepestOfSamples)
            select (byte[])[.. pickle.AsSpan(0, length), .. Enumerable.Repeat((byte)PickleOpcode.SetItems, open), (byte)PickleOpcode.Stop];
        return candidates.First(IsPickle);
    }

    private static bool IsPickle(byte[] bytes)
    {
        try
        {
            return PickleReader.Read(bytes) is PickleDictionary;
        }
        catch (PickleFormatException)
        {
            return false;
        }
    }

    private static byte[] Mutated(byte[] seed, ref CounterRandom random)
    {
        var bytes = seed.ToList();
        for (var left = 1 + random.Below(3); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.Below(bytes.Count);
            var length = Math.Min(1 + random.Below(64), bytes.Count - at);
            switch (random.Below(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Below(8)); break;
                case 1: bytes[at] = (byte)random.Next(); break;
                case 2: bytes[at] = Opcodes[random.Below(Opcodes.Length)]; break;
                case 3: bytes.Insert(at, Opcodes[random.Below(Opcodes.Length)]); break;
                case 4: bytes.RemoveRange(at, length); break;
                case 5: bytes.InsertRange(random.Below(bytes.Count), bytes.GetRange(at, length)); break;
                default: bytes.InsertRange(at, Enumerable.Repeat(Opcodes[random.Below(Opcodes.Length)], 1 + random.Below(2000))); break;
            }
        }

        return [.. bytes];
    }
}
