using System.Numerics;
using AerNas.Fuzzing.Seeds;
using AerNas.Pickles;

namespace AerNas.Tests.Pickles;

/// <summary>The Base64 texts were written by CPython 3.11 with NumPy 1.24.</summary>
public sealed class PickleReaderTests
{
    [Theory]
    [InlineData("KGRwMApWYQpwMQoobHAyCkkxCmFJLTIKYUw0MjM5MTE1ODI3NTIxNjIwMzUxNDI5NDQzMzIwMUwKYUYyLjUKYUkwMQphTmFzY19jb2RlY3MKZW"
        + "5jb2RlCnAzCihWawpwNApWbGF0aW4xCnA1CnRwNgpScDcKKFZ4CnA4CmczCihW/1x1MDAwMApwOQpnNQp0cDEwClJwMTEKdHAxMgpzKEkxClZ0"
        + "CnAxMwp0cDE0ClbpXHUyMGFjXHUwMDVjXHUwMDBhCnAxNQpzVm8KcDE2CmNjb2xsZWN0aW9ucwpPcmRlcmVkRGljdApwMTcKKHRScDE4ClZwCn"
        + "AxOQpJMQpzcy4=")]
    [InlineData("fXEAKFgBAAAAYXEBXXECKEsBSv7///9MNDIzOTExNTgyNzUyMTYyMDM1MTQyOTQ0MzMyMDFMCkdABAAAAAAAAEkwMQpOZWNfY29kZWNzCmVuY2"
        + "9kZQpxAyhYAQAAAGtxBFgGAAAAbGF0aW4xcQV0cQZScQcoWAEAAAB4cQhoAyhYAwAAAMO/AHEJaAV0cQpScQt0cQwoSwFYAQAAAHRxDXRxDlgH"
        + "AAAAw6nigqxcCnEPWAEAAABvcRBjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcREpUnESWAEAAABwcRNLAXN1Lg==")]
    [InlineData("gAJ9cQAoWAEAAABhcQFdcQIoSwFK/v///4oNsfXhkv6n7c7uJPmIAEdABAAAAAAAAIhOZWNfY29kZWNzCmVuY29kZQpxA1gBAAAAa3EEWAYAAA"
        + "BsYXRpbjFxBYZxBlJxB1gBAAAAeHEIaANYAwAAAMO/AHEJaAWGcQpScQuGcQxLAVgBAAAAdHENhnEOWAcAAADDqeKCrFwKcQ9YAQAAAG9xEGNj"
        + "b2xsZWN0aW9ucwpPcmRlcmVkRGljdApxESlScRJYAQAAAHBxE0sBc3Uu")]
    [InlineData("gAN9cQAoWAEAAABhcQFdcQIoSwFK/v///4oNsfXhkv6n7c7uJPmIAEdABAAAAAAAAIhOZUMBa3EDWAEAAAB4cQRDAv8AcQWGcQZLAVgBAAAAdH"
        + "EHhnEIWAcAAADDqeKCrFwKcQlYAQAAAG9xCmNjb2xsZWN0aW9ucwpPcmRlcmVkRGljdApxCylScQxYAQAAAHBxDUsBc3Uu")]
    [InlineData("gASVewAAAAAAAAB9lCiMAWGUXZQoSwFK/v///4oNsfXhkv6n7c7uJPmIAEdABAAAAAAAAIhOZUMBa5SMAXiUQwL/AJSGlEsBjAF0lIaUjAfDqe"
        + "KCrFwKlIwBb5SMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpSMAXCUSwFzdS4=")]
    public void Read_PlainValuesInEveryProtocol_AreWhatPythonWrote(string base64)
    {
        var value = Assert.IsType<PickleDictionary>(PickleReader.Read(Convert.FromBase64String(base64)));
        Assert.Equal(4, value.Count);
        Assert.True(value.TryGet<List<object?>>("a", out var list));
        Assert.Equal([1L, -2L, BigInteger.Pow(3, 60), 2.5, true, null], list);
        Assert.True(value.TryGet<PickleTuple>("k"u8.ToArray(), out var pair));
        Assert.Equal("x", pair.Items[0]);
        Assert.Equal(new byte[] { 0xFF, 0 }, pair.Items[1]);
        Assert.True(value.TryGet<string>(new PickleTuple([1L, "t"]), out var text));
        Assert.Equal("\u00e9\u20ac\\\n", text);
        Assert.True(value.TryGet<PickleDictionary>("o", out var ordered));
        Assert.True(ordered.TryGet<long>("p", out var one) && one == 1);
    }

    [Theory]
    [InlineData("Y251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcDAKKGNudW1weQpuZGFycmF5CnAxCihJMAp0cDIKY19jb2RlY3MKZW5jb2RlCn"
        + "AzCihWYgpwNApWbGF0aW4xCnA1CnRwNgpScDcKdHA4ClJwOQooSTEKKEkyCkkzCnRwMTAKY251bXB5CmR0eXBlCnAxMQooVnUxCnAxMgpJMDAK"
        + "STAxCnRwMTMKUnAxNAooSTMKVnwKcDE1Ck5OTkktMQpJLTEKSTAKdHAxNgpiSTAwCmczCihWXHUwMDAwAQIDBAUKcDE3Cmc1CnRwMTgKUnAxOQ"
        + "p0cDIwCmIu")]
    [InlineData("gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJjX2NvZGVjcwplbmNvZGUKcQNYAQ"
        + "AAAGJxBFgGAAAAbGF0aW4xcQWGcQZScQeHcQhScQkoSwFLAksDhnEKY251bXB5CmR0eXBlCnELWAIAAAB1MXEMiYiHcQ1ScQ4oSwNYAQAAAHxx"
        + "D05OTkr/////Sv////9LAHRxEGKJaANYBgAAAAABAgMEBXERaAWGcRJScRN0cRRiLg==")]
    [InlineData("gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLAUsCSwOGcQ"
        + "ZjbnVtcHkKZHR5cGUKcQdYAgAAAHUxcQiJiIdxCVJxCihLA1gBAAAAfHELTk5OSv////9K/////0sAdHEMYolDBgABAgMEBXENdHEOYi4=")]
    [InlineData("gASVkAAAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlF"
        + "KUKEsBSwJLA4aUaAOMBWR0eXBllJOUjAJ1MZSJiIeUUpQoSwOMAXyUTk5OSv////9K/////0sAdJRiiUMGAAECAwQFlHSUYi4=")]
    [InlineData("gAWVewAAAAAAAACMEm51bXB5LmNvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYGAAAAAAAAAAABAgMEBZSMBW51bXB5lIwFZHR5cGWUk5"
        + "SMAnUxlImIh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGJLAksDhpSMAUOUdJRSlC4=")]
    [InlineData("gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLAUsCSwOGcQ"
        + "ZjbnVtcHkKZHR5cGUKcQdYAgAAAHUxcQiJiIdxCVJxCihLA1gBAAAAfHELTk5OSv////9K/////0sAdHEMYohDBgADAQQCBXENdHEOYi4=")]
    [InlineData("gAWVewAAAAAAAACMEm51bXB5LmNvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYGAAAAAAAAAAADAQQCBZSMBW51bXB5lIwFZHR5cGWUk5"
        + "SMAnUxlImIh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGJLAksDhpSMAUaUdJRSlC4=")]
    public void Read_NumpyArrayHoweverStored_IsInRowOrder(string base64)
    {
        var array = Assert.IsType<NumpyArray>(PickleReader.Read(Convert.FromBase64String(base64)));
        Assert.Equal("u1", array.ElementType);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], array.Bytes.ToArray());
    }

    [Theory]
    [InlineData("gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLAUsChXEGY2"
        + "51bXB5CmR0eXBlCnEHWAIAAABpNHEIiYiHcQlScQooSwNYAQAAAD5xC05OTkr/////Sv////9LAHRxDGKJQwgAAAAB/////nENdHEOYi4=")]
    public void Read_BigEndianArray_IsTurned(string base64)
    {
        var array = Assert.IsType<NumpyArray>(PickleReader.Read(Convert.FromBase64String(base64)));
        Assert.Equal([1L, -2L], [array[0], array[1]]);
    }

    [Theory]
    [InlineData("gASVAwEAAAAAAABdlCiMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMBnNjYWxhcpSTlIwFbnVtcHmUjAVkdHlwZZSTlIwCZjiUiYiHlFKUKEsDjA"
        + "E8lE5OTkr/////Sv////9LAHSUYkMIAAAAAAAA+D+UhpRSlGgDaAaMAmY0lImIh5RSlChLA2gKTk5OSv////9K/////0sAdJRiQwQAAIA+lIaU"
        + "UpRoA2gGjAJpOJSJiIeUUpQoSwNoCk5OTkr/////Sv////9LAHSUYkMI/f////////+UhpRSlGgDaAaMAmIxlImIh5RSlChLA4wBfJROTk5K//"
        + "///0r/////SwB0lGJDAQGUhpRSlGUu")]
    public void Read_NumpyScalars_AreNumbers(string base64) =>
        Assert.Equal([1.5, 0.25, -3L, true], Assert.IsType<List<object?>>(PickleReader.Read(Convert.FromBase64String(base64))));

    [Theory]
    [InlineData("gASVBwAAAAAAAACPlChLAZAu", 1L)]
    [InlineData("gASVBgAAAAAAAAAoSwKRlC4=", 2L)]
    public void Read_SetOrFrozenSet_HasItsItems(string base64, long item) =>
        Assert.Equal([item], Assert.IsType<PickleSet>(PickleReader.Read(Convert.FromBase64String(base64))).Items);

    [Fact]
    public void Read_StringsOfPython2_AreBytesThatTextKeysFind()
    {
        var pickle = new PickleWriter().Op('}').String("data"u8.ToArray()).String([0, 0xFF]).Op('s').End();
        var value = Assert.IsType<PickleDictionary>(PickleReader.Read(pickle));
        Assert.True(value.TryGet<byte[]>("data", out var bytes));
        Assert.Equal([0, 0xFF], bytes);
        Assert.Equal("a'\n\u00e9", PickleReader.TextOf(PickleReader.Read(new PickleWriter().Line('S', @"'a\'\n\xe9'").End())));
    }

    [Theory]
    [InlineData("Y3Bvc2l4CnN5c3RlbQpwMAooVnRvdWNoIGV2aWwKcDEKdHAyClJwMwou")]
    [InlineData("gAJjcG9zaXgKc3lzdGVtCnEAWAoAAAB0b3VjaCBldmlscQGFcQJScQMu")]
    [InlineData("gASVJQAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAp0b3VjaCBldmlslIWUUpQu")]
    public void Read_CallOfASystemCommand_IsRefusedByNameAndNotRun(string base64)
    {
        var error = Assert.Throws<PickleFormatException>(() => PickleReader.Read(Convert.FromBase64String(base64)));
        Assert.Contains(".system'", error.Message);
        Assert.True(error.Offset > 0 || base64.StartsWith('Y'));
        Assert.False(File.Exists("evil"));
    }

    [Theory]
    [InlineData("gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLAUsChXEGY2"
        + "51bXB5CmR0eXBlCnEHWAIAAABPOHEIiYiHcQlScQooSwNYAQAAAHxxC05OTkr/////Sv////9LP3RxDGKJXXENKE5LAWV0cQ5iLg==")]
    public void Read_ArrayOfObjects_IsRefused(string base64) =>
        Assert.Contains("'O8' is not a plain number", Assert.Throws<PickleFormatException>(() =>
            PickleReader.Read(Convert.FromBase64String(base64))).Message);

    [Fact]
    public void Read_EveryOtherWayToCall_IsRefused()
    {
        AssertRefused("os.system", new PickleWriter().Op('(').Line('i', "os").Raw("system\n"u8));
        AssertRefused("builtins.eval", new PickleWriter().Text("builtins").Text("eval").Op(0x93));
        AssertRefused("collections.OrderedDict", new PickleWriter().Global("collections", "OrderedDict").Op(')').Op(0x81));
        AssertRefused("numpy.dtype", new PickleWriter().Op('(').Global("numpy", "dtype").Op('o'));
        AssertRefused("no recognised callable", new PickleWriter().Text("x").Op(')').Op('R'));
        AssertRefused("is set", new PickleWriter().Op('}').Op('}').Op('b'));
        AssertRefused("persistent id", new PickleWriter().Line('P', "1"));
        AssertRefused("copyreg", new PickleWriter().Op(0x82).Op(1));
        AssertRefused("Latin-1", new PickleWriter().Global("_codecs", "encode").Op('(').Text("x").Text("rot13").Op('t').Op('R'));
    }

    [Fact]
    public void Read_LengthBeyondTheEnd_IsRefusedWithoutAllocatingIt()
    {
        AssertRefused("asks for 4294967295 bytes", new PickleWriter().Op('B').Raw([0xFF, 0xFF, 0xFF, 0xFF]));
        AssertRefused("too long", new PickleWriter().Op(0x8B).Raw([0xFF, 0xFF, 0xFF, 0x7F]));
        AssertRefused("calls for", new PickleWriter().Array("u1", [1 << 30, 1 << 30], [1, 2]));
    }

    [Fact]
    public void Read_TheSameBytesCopiedOverAndOver_IsRefused()
    {
        var writer = new PickleWriter().Global("_codecs", "encode").Op('q').Op((byte)0)
            .Op('(').Text(new string('x', 100_000)).Text("latin1").Op('t').Op('q').Op((byte)1).Op('R').Op('0').Op('(');
        for (var i = 0; i < 100; i++)
            writer.Op('h').Op((byte)0).Op('h').Op((byte)1).Op('R');
        AssertRefused("far more data than it holds", writer.Op('l'));
    }

    [Fact]
    public void Read_EveryPrefixAndEveryFlippedBit_EndsInAValueOrAFormatError()
    {
        var pickle = new PickleWriter().Op('}').Text("data").Array("i2", [2, 2], [1, 2, 3, 4, 5, 6, 7, 8], true, ">").Op('s')
            .Text("labels").Op('(').Int(1).Int(2).Op('l').Op('s').End();
        for (var length = 0; length < pickle.Length; length++)
            Assert.Throws<PickleFormatException>(() => PickleReader.Read(pickle.AsMemory(0, length)));
        for (var bit = 0; bit < pickle.Length * 8; bit++)
        {
            var flipped = pickle.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                PickleReader.Read(flipped);
            }
            catch (PickleFormatException e)
            {
                Assert.InRange(e.Offset, 0, pickle.Length);
            }
        }
    }

    private static void AssertRefused(string reason, PickleWriter writer) =>
        Assert.Contains(reason, Assert.Throws<PickleFormatException>(() => PickleReader.Read(writer.End())).Message);
}
