using System.Diagnostics;
using AerNas.Fuzzing.Seeds;
using AerNas.Pickles;

namespace AerNas.Tests.Reliability;

/// <summary>
/// Pickles that ask for far more memory or time than their length, by recalling what they kept, and those that ask for a long message.
/// </summary>
public sealed class HostilePickleTests
{
    private const int Megabytes = 1 << 20;
    private const long MostAllocated = 256L << 20;

    [Theory]
    [InlineData("pk-rank-small", "dimensions")]
    [InlineData("pk-namemsg", "which is not data")]
    public void Data_OfARecordedFolder_IsRefused(string folder, string part) =>
        ReliabilityCases.IsRefused(ReliabilityCases.Find("pickle-bombs", folder), "data_batch_1", part);

    [Fact]
    public void Read_OfAnOrderedDictRebuiltOverAndOver_IsRefused() // odict: 1 MB
    {
        var writer = new PickleWriter().Global("collections", "OrderedDict").Op('q').Op((byte)0).Op('(').Op(']').Op('(');
        for (var i = 0; i < 40_000; i++) writer.Op(']').Op('(').Int(i).Op('N').Op('e');
        writer.Op('e').Op('t').Op('q').Op((byte)1).Op('0').Op('(');
        for (var i = 0; i < 100_000; i++) writer.Op('h').Op((byte)0).Op('h').Op((byte)1).Op('R');
        Refused(writer.Op('l'), "far more data");
    }

    [Fact]
    public void Read_OfAShapeOfRecalledNumbers_IsRefused() // shape: 1.3 MB
    {
        var writer = new PickleWriter().Int(1).Op('q').Op((byte)0).Op('0').Op('(');
        for (var i = 0; i < 600_000; i++) writer.Op('h').Op((byte)0);
        writer.Op('t').Op('q').Op((byte)1).Op('0').Global("numpy", "dtype").Op('(').Text("u1").Int(0).Int(1).Op('t').Op('R').Op('q')
            .Op((byte)2).Op('0');
        writer.Global("numpy.core.numeric", "_frombuffer").Op('(').Bytes([1]).Op('h').Op((byte)2).Op('h').Op((byte)1)
            .Text("C").Op('t').Op('R');
        Refused(writer, "600000 dimensions; NumPy itself has at most 64");
    }

    [Fact]
    public void Read_OfAVeryLongTupleAsAKeyOverAndOver_IsRefused() // tuplekey: 2.4 MB
    {
        var writer = new PickleWriter().Op('(');
        for (var i = 0; i < 200_000; i++) writer.Op('K').Op((byte)i);
        writer.Op('t').Op('q').Op((byte)0).Op('0').Op('}').Op('(');
        for (var i = 0; i < 400_000; i++) writer.Op('h').Op((byte)0).Op('N');
        Refused(writer.Op('u'), "far more data");
    }

    [Fact]
    public void Read_OfAVeryLongTextAsAKeyOverAndOver_IsRefused()
    {
        var writer = new PickleWriter().Text(new string('k', Megabytes)).Op('q').Op((byte)0).Op('0').Op('}').Op('(');
        for (var i = 0; i < 300_000; i++) writer.Op('h').Op((byte)0).Op('N');
        Refused(writer.Op('u'), "far more data");
    }

    [Fact]
    public void Read_OfKeysThatDotNetWouldHashAlike_TakesTimeInProportion()
    {
        var writer = new PickleWriter().Op('}').Op('(');
        for (var i = 0; i < 100_000; i++) writer.Op(0x8A).Op((byte)8).Raw(BitConverter.GetBytes(((long)i << 32) | (uint)i)).Op('N');
        var clock = Stopwatch.StartNew();
        Assert.Equal(100_000, Assert.IsType<PickleDictionary>(PickleReader.Read(writer.Op('u').End())).Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60),
            "100,000 keys of one hash are 5,000,000,000 comparisons; apart they are none.");
    }

    [Theory]
    [InlineData('}')] // a byte each
    [InlineData(']')]
    [InlineData('N')]
    [InlineData('(')]
    [InlineData(')')]
    [InlineData('\x94')]
    [InlineData('\x8F')]
    public void Read_OfMillionsOfOneOpcode_IsRefused(char opcode)
    {
        var pickle = new byte[4 * Megabytes];
        pickle.AsSpan().Fill((byte)opcode);
        pickle[0] = (byte)'N';
        Refused(pickle, "");
    }

    [Fact]
    public void Read_OfAByteOrderOfAMegabyte_IsRefused()
    {
        var writer = new PickleWriter().String(new byte[Megabytes]).Op('q').Op((byte)0).Op('0').Global("numpy", "dtype").Op('(')
            .Text("u1").Int(0).Int(1)
            .Op('t').Op('R').Op('(').Int(3).Op('h').Op((byte)0).Op('N').Op('N').Op('N').Int(-1).Int(-1).Int(0).Op('t').Op('b');
        Refused(writer, "byte order");
    }

    [Fact]
    public void Read_OfAShapeWhoseProductOverflows_IsRefused()
    {
        foreach (var shape in (int[][])[[int.MaxValue, 1 << 30, 1 << 30, 1 << 30], [65536, 65536, 65536, 65536],
            [int.MaxValue, int.MaxValue, int.MaxValue, 2]])
            Refused(new PickleWriter().Array("u1", shape, [], firstIndexFastest: true), "calls for");
        Assert.IsType<NumpyArray>(PickleReader.Read(new PickleWriter().Array("u1", [int.MaxValue, 0, int.MaxValue], []).End()));
    }

    [Fact]
    public void Read_OfACallableWithALongName_HasAShortMessage() =>
        Refused(new PickleWriter().Text(new string('x', Megabytes)).Text(new string('\u001b', Megabytes)).Op(0x93), "which is not data");

    [Fact]
    public void Read_OfAnArrayOfManyDimensionsLastIndexFastest_TakesTimeInProportion()
    {
        var shape = Enumerable.Repeat(1, 44).Concat(Enumerable.Repeat(2, 20)).ToArray();
        var array = Assert.IsType<NumpyArray>(
            PickleReader.Read(new PickleWriter().Array("u1", shape, new byte[Megabytes], firstIndexFastest: true).End()));
        Assert.Equal(Megabytes, array.Count);
    }

    private static void Refused(PickleWriter writer, string part) => Refused(writer.End(), part);

    private static void Refused(byte[] pickle, string part)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PickleFormatException>(() => PickleReader.Read(pickle));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 2000);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
