using System.Text.Json.Nodes;
using AerNas.Export;
using AerNas.Json;
using AerNas.Methods;
using AerNas.Studies;
using AerNas.Texts;

namespace AerNas.Tests.Texts;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": {"c": 2, "c": 3}}""", "b.c: stands twice")]
    [InlineData("""{"a": [1, {"b": 1, "b": 2}]}""", "a[1].b: stands twice")]
    [InlineData("""{"é": 1, "\u00e9": 2}""", "é: stands twice")]
    [InlineData("""{"a": 1e400}""", "a: is no number that can be held")]
    [InlineData("""{"a": [0, -1e999]}""", "a[1]: is no number that can be held")]
    [InlineData("""{"a": "\ud800"}""", "a: holds half a character")]
    [InlineData("""{"\udc00": 1}""", "holds half a character")]
    [InlineData("""{"a": NaN}""", "not valid JSON (line 1, byte 7)")]
    [InlineData("""{"a": Infinity}""", "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"a": 1} {"b": 2}""", "not valid JSON")]
    [InlineData("{\"a\u001b\": \u0001}", "not valid JSON")]
    public void Parse_WhatCannotBeTaken_IsToldWithItsPlace(string text, string message) =>
        Assert.Contains(message, Assert.Throws<JsonFormatException>(() => JsonText.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1_000_000, false)]
    public void Parse_DeepNesting_IsTakenUpToALimit(int depth, bool taken)
    {
        var text = new string('[', depth) + new string(']', depth);

        if (taken) Assert.IsType<JsonArray>(JsonText.Parse(text));
        else Assert.Contains("depth", Assert.Throws<JsonFormatException>(() => JsonText.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MoreThanAnyFileHas_IsRefusedWithoutBuildingIt()
    {
        var many = $"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.Document.Values))}]";
        var large = $"\"{new string('x', JsonLimits.Document.Bytes)}\"";

        Assert.Contains("names and values", Assert.Throws<JsonFormatException>(() => JsonText.Parse(many)).Message,
            StringComparison.Ordinal);
        Assert.Contains("longer than", Assert.Throws<JsonFormatException>(() => JsonText.Parse(large)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ThousandsOfProblems_AreAMessageThatAPersonCanRead()
    {
        var member = "\"a\u001b\":1".Replace("\u001b", "\\u001b", StringComparison.Ordinal);
        var text = $"{{{string.Join(',', Enumerable.Repeat(member, 10_000))}}}";

        var exception = Assert.Throws<JsonFormatException>(() => JsonText.Parse(text));

        Assert.InRange(exception.Problems.Count, 1, 100);
        Assert.InRange(exception.Message.Length, 1, PrintableText.LongestMessage);
        Assert.Contains("a\\u001B: stands twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_CommentsAndTrailingCommas_AreTaken() =>
        Assert.Equal(1, JsonText.ParseObject("{ /* why */ \"a\": 1, }")["a"]!.GetValue<int>());

    [Fact]
    public void Read_EveryMisfit_IsToldAtOnceWithItsPath()
    {
        const string Text = """
            {"methods": ["gdas", null, 7], "scale": "Huge", "seeds": [1, 1.5, 3000000000], "options": [], "methodOptions": {"gdas": null, "b": 1},
             "space": null, "entropy": {}, "more": 1}
            """;

        var problems = Assert.Throws<JsonFormatException>(() => JsonText.Read(Text, StudyOptionsJson.Default.StudyOptions)).Problems;

        Assert.Equal(["entropy", "methodOptions.b", "methodOptions.gdas", "methods[1]", "methods[2]", "more", "options", "scale",
            "seeds[1]", "seeds[2]", "space"],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"runtime": {"engine": 7}}""", "runtime.engine")]
    [InlineData("""{"runtime": {"engine": "7"}}""", "runtime.engine")]
    [InlineData("""{"runtime": {"engine": null}}""", "runtime.engine")]
    [InlineData("""{"alpha": {"beta1": "0.5"}}""", "alpha.beta1")]
    [InlineData("""{"search": {"epochs": true}}""", "search.epochs")]
    [InlineData("""{"p-darts": {"stages": [{"epochs": "1"}]}}""", "p-darts.stages[0].epochs")]
    [InlineData("""{"p-darts": {"stages": null}}""", "p-darts.stages")]
    [InlineData("""{"p-darts": null}""", "p-darts")]
    public void Read_ValueOfAnotherKind_IsToldWithItsPath(string text, string path) => Assert.Equal(path,
        Assert.Single(Assert.Throws<JsonFormatException>(() => JsonText.Read(text, SearchOptionsJson.Of(PDarts.Method))).Problems).Path);

    [Fact]
    public void ReadFile_DeviceWithoutAnEnd_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no device without an end here.");

        Assert.Contains("is a device", Assert.Throws<IOException>(() => JsonText.ReadFile("/dev/zero")).Message, StringComparison.Ordinal);
    }

    /// <summary>A record may demand that a member be written even where null is a value of it.</summary>
    [Theory]
    [InlineData("""{"format":"aernas-model/1"}""", "testAccuracy: is missing")]
    [InlineData("""{"testAccuracy":null}""", "format: is missing")]
    public void Read_ARequiredMemberIsLeftOut_IsToldThoughItMayBeNull(string text, string message)
    {
        var problems = Assert.Throws<JsonFormatException>(() => JsonText.Read(text, ModelCardJson.Default.ModelCard)).Message;

        Assert.Contains(message, problems, StringComparison.Ordinal);
        Assert.DoesNotContain("testAccuracy: must", problems, StringComparison.Ordinal);
    }
}
