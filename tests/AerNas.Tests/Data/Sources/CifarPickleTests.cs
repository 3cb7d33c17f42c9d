using System.Text;
using AerNas.Data;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Tests.Data.Sources;

/// <summary>CIFAR's pickles as other versions of Python write them again.</summary>
public sealed class CifarPickleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Open_AnyProtocol_GivesTheSameImages(int protocol)
    {
        var files = DatasetFixtures.Cifar100Python();
        var expected = Open("published", files);
        foreach (var (name, file) in new[] { ("train", 1), ("test", 2) })
            files[$"cifar-100-python/{name}"] = Pickled(protocol, DatasetFixtures.PixelsOf(file), DatasetFixtures.Labels(file, 100));
        Assert.Equal(expected, Open("again", files));
    }

    [Theory]
    [InlineData('(', 't')]
    [InlineData('(', 'l')]
    public void Open_LabelsAsATupleOrList_AreTheSame(char mark, char end)
    {
        var files = DatasetFixtures.Cifar100Python();
        var expected = Open("published", files);
        foreach (var (name, file) in new[] { ("train", 1), ("test", 2) })
        {
            var writer = new PickleWriter().Op('}').Text("data")
                .Array("u1", [DatasetFixtures.PerFile, DatasetFixtures.CifarLength], DatasetFixtures.PixelsOf(file)).Op('s')
                .Text("fine_labels").Op(mark);
            foreach (var label in DatasetFixtures.Labels(file, 100)) writer.Int(label);
            files[$"cifar-100-python/{name}"] = writer.Op(end).Op('s').End();
        }

        Assert.Equal(expected, Open("again", files));
    }

    [Fact]
    public void Open_ATupleOfTooFewLabels_IsRefused()
    {
        var files = DatasetFixtures.Cifar100Python();
        files["cifar-100-python/train"] = new PickleWriter().Op('}').Text("data")
            .Array("u1", [DatasetFixtures.PerFile, DatasetFixtures.CifarLength], DatasetFixtures.PixelsOf(1)).Op('s').Text("fine_labels")
            .Op('(').Int(1).Op('t').Op('s').End();
        Assert.Contains("'fine_labels' of whole numbers", Assert.Throws<DatasetFormatException>(() => Open("again", files)).Message);
    }

    /// <summary>A dictionary of an array and labels, as Python's pickler and NumPy write it in a protocol.</summary>
    private static byte[] Pickled(int protocol, byte[] pixels, int[] labels)
    {
        var writer = new PickleWriter();
        if (protocol >= 2) writer.Raw([0x80, (byte)protocol]);
        if (protocol == 0) writer.Op('(').Op('d');
        else writer.Op('}');
        Text(writer, protocol, "data");
        Array(writer, protocol, pixels, labels.Length);
        writer.Op('s');
        Text(writer, protocol, "fine_labels");
        writer.Op('(');
        foreach (var label in labels) Int(writer, protocol, label);
        return writer.Op('l').Op('s').End();
    }

    private static void Array(PickleWriter writer, int protocol, byte[] pixels, int count)
    {
        if (protocol == 5)
        {
            Global(writer, protocol, "numpy._core.numeric", "_frombuffer");
            writer.Op('(').Op(0x96).Raw(BitConverter.GetBytes((long)pixels.Length)).Raw(pixels);
            Type(writer, protocol);
            writer.Op('(').Int(count).Int(DatasetFixtures.CifarLength).Op('t');
            Text(writer, protocol, "C");
            writer.Op('t').Op('R');
            return;
        }

        Global(writer, protocol, "numpy._core.multiarray", "_reconstruct");
        writer.Op('(');
        Global(writer, protocol, "numpy", "ndarray");
        writer.Op('(');
        Int(writer, protocol, 0);
        writer.Op('t');
        Bytes(writer, protocol, "b"u8.ToArray());
        writer.Op('t').Op('R').Op('(');
        foreach (var number in new[] { 1, count, DatasetFixtures.CifarLength })
        {
            Int(writer, protocol, number);
            if (number == 1) writer.Op('(');
        }

        writer.Op('t');
        Type(writer, protocol);
        if (protocol < 2) writer.Line('I', "00");
        else writer.Op(0x89);
        Bytes(writer, protocol, pixels);
        writer.Op('t').Op('b');
    }

    private static void Type(PickleWriter writer, int protocol)
    {
        Global(writer, protocol, "numpy", "dtype");
        writer.Op('(');
        Text(writer, protocol, "u1");
        if (protocol < 2) writer.Line('I', "00").Line('I', "01");
        else writer.Op(0x89).Op(0x88);
        writer.Op('t').Op('R').Op('(');
        Int(writer, protocol, 3);
        Text(writer, protocol, "|");
        writer.Op('N').Op('N').Op('N');
        foreach (var number in new[] { -1, -1, 0 }) Int(writer, protocol, number);
        writer.Op('t').Op('b');
    }

    private static void Global(PickleWriter writer, int protocol, string module, string name)
    {
        if (protocol < 4)
        {
            writer.Global(module, name);
            return;
        }

        Text(writer, protocol, module);
        Text(writer, protocol, name);
        writer.Op(0x93);
    }

    private static void Text(PickleWriter writer, int protocol, string text)
    {
        if (protocol == 0) writer.Line('V', text);
        else if (protocol < 4) writer.Text(text);
        else writer.Op(0x8C).Raw([(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);
    }

    private static void Int(PickleWriter writer, int protocol, int value)
    {
        if (protocol == 0) writer.Line('I', $"{value}");
        else writer.Int(value);
    }

    /// <summary>
    /// Bytes: from protocol 3 on as such, before it as text that is encoded; the text of protocol 0 has some characters escaped.
    /// </summary>
    private static void Bytes(PickleWriter writer, int protocol, byte[] bytes)
    {
        if (protocol >= 3)
        {
            writer.Bytes(bytes);
            return;
        }

        writer.Global("_codecs", "encode").Op('(');
        if (protocol == 0)
            writer.Op('V')
                .Raw([.. bytes.SelectMany(value => value is 0 or (byte)'\n' or (byte)'\r' or (byte)'\\'
                    or 0x1A ? Encoding.ASCII.GetBytes($"\\u{(int)value:x4}") : [value])]).Op('\n');
        else
            writer.Text(Encoding.Latin1.GetString(bytes));
        Text(writer, protocol, "latin1");
        writer.Op('t').Op('R');
    }

    private string Open(string name, Dictionary<string, byte[]> files)
    {
        foreach (var (file, bytes) in files) _folder.Write($"{name}/{file}", bytes);
        return DatasetSource.Open(_folder[name]).ContentHash;
    }
}
