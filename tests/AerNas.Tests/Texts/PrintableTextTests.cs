using AerNas.Json;
using AerNas.Texts;

namespace AerNas.Tests.Texts;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("a\u001b]0;PWN\u0007\u001b[31mb", @"a\u001B]0;PWN\u0007\u001B[31mb")] // sets the title, turns red
    [InlineData("a\u009b2Jb", @"a\u009B2Jb")] // the one-character form of ESC [
    [InlineData("a\u007f\u0000\bb", @"a\u007F\u0000\u0008b")]
    [InlineData("photo\u202egnp.exe", @"photo\u202Egnp.exe")] // turns the direction of writing
    [InlineData("a\u2066b\u2069c\u200ed", @"a\u2066b\u2069c\u200Ed")]
    [InlineData("a\u2028b\u2029c\u0085d", @"a\u2028b\u2029c\u0085d")]
    [InlineData("a\nb\r\tc", @"a\nb\r\tc")]
    [InlineData("tag \U000E0041", @"tag \U000E0041")]
    [InlineData("\ufeffmark \ufffe", @"\uFEFFmark \uFFFE")]
    [InlineData("Größe λ 漢字 😀 👩\u200d🔬 می\u200cخواهم", "Größe λ 漢字 😀 👩\u200d🔬 می\u200cخواهم")]
    [InlineData(null, "")]
    public void Of_CharactersThatAct_AreShownEscaped(string? text, string shown) => Assert.Equal(shown, PrintableText.Of(text));

    /// <summary>An attribute cannot hold half a pair.</summary>
    [Fact]
    public void Of_HalfOfASurrogatePair_IsShownEscaped() => Assert.Equal(@"\uD83D and \uDE00", PrintableText.Of("\ud83d and \ude00"));

    [Fact]
    public void Lines_LineFeeds_Stay() => Assert.Equal("a\n  b\\r\n\\u001Bc", PrintableText.Lines("a\n  b\r\n\u001bc"));

    [Theory]
    [InlineData(PrintableText.LongestMessage)]
    [InlineData(PrintableText.LongestMessage + 1)]
    [InlineData(1_000_000)]
    public void Message_OfAnyLength_KeepsItsBeginningAndEnd(int length)
    {
        var message = PrintableText.Message($"file{new string('x', length - 8)}mend");

        Assert.InRange(message.Length, 8, PrintableText.LongestMessage);
        Assert.StartsWith("file", message, StringComparison.Ordinal);
        Assert.EndsWith("mend", message, StringComparison.Ordinal);
        Assert.Equal(length > PrintableText.LongestMessage, message.Contains("characters left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_WithinASurrogatePair_LeavesWholeCharacters()
    {
        var smileys = string.Concat(Enumerable.Repeat("😀", 2_000));

        foreach (var text in new[] { smileys, "a" + smileys, "ab" + smileys })
            Assert.DoesNotContain("\\uD", PrintableText.Of(PrintableText.Cut(text, 200)), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfEscapedCharacters_IsCutAfterEscaping() =>
        Assert.InRange(PrintableText.Message(new string('\u001b', PrintableText.LongestMessage)).Length, 8, PrintableText.LongestMessage);

    [Fact]
    public void Json_WhatIsNotPrintable_IsEscapedAndReadsBackTheSame()
    {
        const string Name = "a\u202eb\u2028c\u009bd\u007f\U000E0041 ü";
        var json = new System.Text.Json.Nodes.JsonObject { ["name"] = Name }
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        var printed = PrintableText.Json(json);

        Assert.All(printed.EnumerateRunes(), rune => Assert.True(PrintableText.IsPrintable(rune)));
        Assert.Equal(Name, JsonText.ParseObject(printed)["name"]!.GetValue<string>());
        Assert.Contains('ü', printed);
    }
}
