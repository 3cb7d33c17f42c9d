namespace AerNas.Fuzzing.Seeds;

/// <summary>Pickles that between them have every kind of value that is read.</summary>
internal static class SmallPickles
{
    private static readonly byte[] Floats = new byte[32];

    public static IReadOnlyList<byte[]> All { get; } =
    [
        new PickleWriter().Op('}').Text("data").Array("f8", [2, 2], Floats).Op('s').Text("n").Op('(').Int(1).Int(2).Op('l').Op('s').End(),
        new PickleWriter().Op('}').Text("d").Array("i2", [2, 2, 2], new byte[16], firstIndexFastest: true, byteOrder: ">").Op('s').End(),
        new PickleWriter().Op('(').Line('I', "12").Line('L', "123456789012345678901234567890L").Line('F', "2.5").Line('S', @"'a\x41'")
            .Line('V', @"\u0041b").Op('N').Op('t').Line('p', "0").Line('g', "0").Op(0x86).End(),
        Protocol4(),
        Kept(),
        Buffer(),
    ];

    /// <summary>As NATS-Bench's cells: nested dictionaries under texts and tuples, with most of it memoized.</summary>
    private static byte[] Protocol4()
    {
        var writer = new PickleWriter().Op(0x80).Op((byte)4).Op('}').Op(0x94).Op('(').Short("12").Op(0x94).Op('}').Op(0x94).Op('(')
            .Short("arch_index")
            .Op(0x94).Op('K').Op((byte)11).Short("all_results").Op(0x94).Global("collections", "OrderedDict").Op(0x94).Op(')').Op('R')
            .Op(0x94).Op('(');
        for (var seed = 0; seed < 3; seed++)
            writer.Short("cifar10").Op(0x94).Op('K').Op((byte)seed).Op(0x86).Op(0x94).Op('}').Op('h').Op((byte)1).Op('G')
                .Raw(Floats.AsSpan(0, 8)).Op('s');
        return writer.Op('u').Op('u').Op('u').End();
    }

    /// <summary>Sets, and values recalled from the memo in all places where they count: keys, shapes, arguments, items.</summary>
    private static byte[] Kept() => new PickleWriter().Op('}').Op('(').Text("k").Op('q').Op((byte)0).Op(0x8F).Op('(').Int(1).Op(0x90)
        .Op('(').Int(1).Int(1).Op('t').Op('q').Op((byte)1).Op('h').Op((byte)0)
        .Text("list").Op(']').Op('q').Op((byte)2).Op('(').Op('h').Op((byte)1).Op('h').Op((byte)0).Op('e')
        .Text("dict").Global("collections", "OrderedDict").Op('q').Op((byte)3).Op('(').Op(']').Op('(').Op(']').Op('(').Op('h').Op((byte)0)
        .Int(5).Op('e').Op('e')
        .Op('t').Op('q').Op((byte)4).Op('R').Text("again").Op('h').Op((byte)3).Op('h').Op((byte)4).Op('R').Op('u').End();

    /// <summary>An array of protocol 5, a scalar, and bytes as Python 3 writes them for Python 2.</summary>
    private static byte[] Buffer() => new PickleWriter().Op(0x80).Op((byte)5).Op(']').Op('(')
        .Global("numpy.core.numeric", "_frombuffer").Op('(').Op(0x96).Raw([6, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6])
        .Global("numpy", "dtype").Op('(').Text("u1").Int(0).Int(1).Op('t').Op('R').Op('q').Op((byte)0).Op('(').Int(2).Int(3).Op('t')
        .Text("F").Op('t').Op('R')
        .Global("numpy.core.multiarray", "scalar").Op('h').Op((byte)0).Bytes([7]).Op(0x86).Op('R')
        .Global("_codecs", "encode").Text("xyz").Text("latin1").Op(0x86).Op('R').Op('e').End();

    private static PickleWriter Short(this PickleWriter writer, string text) =>
        writer.Op(0x8C).Op((byte)text.Length).Raw(System.Text.Encoding.ASCII.GetBytes(text));
}
