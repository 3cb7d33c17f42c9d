using AerNas.Cli;

namespace AerNas.Tests.Cli;

/// <summary>
/// Sentences in the width of a terminal: no word is broken by it that has room on a line, and nothing of the text is lost.
/// </summary>
public sealed class FittedTests
{
    private const string Note = "note: 312 of 372 pictures are not square; the square in their middle is taken (--framing pad or "
        + "stretch keeps all of them).";

    [Theory]
    [InlineData(20)]
    [InlineData(59)]
    [InlineData(79)]
    [InlineData(99)]
    [InlineData(119)]
    [InlineData(199)]
    public void Sentence_InARoom_KeepsEveryWordOnALineThatFits(int room)
    {
        var lines = Fitted.Sentence(Note, room, "aernas").ToList();

        Assert.All(lines, line => Assert.InRange(line.Length, 1, room));
        Assert.Equal(Note, string.Join(' ', lines.Select(line => line.TrimStart())));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("note: 3 reach nothing. Without: aernas genotype runs/search-001 --simplify", "aernas",
        "aernas genotype runs/search-001 --simplify")]
    [InlineData("do this, dotnet run --project src/A -- derive runs/a --max-skips 2, or that", "dotnet run --project src/A --",
        "dotnet run --project src/A -- derive runs/a --max-skips 2,")]
    [InlineData("cannot be read. See aernas search --help.", "aernas", "aernas search --help.")]
    public void Sentence_WithACommand_LeavesItOnOneLine(string text, string program, string command)
    {
        for (var room = 10; room < 100; room++)
            Assert.Single(Fitted.Sentence(text, room, program), line => line.Contains(command, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  hash                 e500e867af13305e95a047b2671d95569a1341922e03e12662c332004319c6d8")]
    [InlineData("left out: /a/folder/of/one/long/name/and/another/one/and/one/more/picture.jpg")]
    [InlineData("two  spaces  in  a  name")]
    [InlineData("")]
    public void Sentence_OfWordsThatHaveNoRoomAnywhere_IsLeftToTheTerminal(string text) =>
        Assert.Equal([text], Fitted.Sentence(text, 40, "aernas", indent: 23));

    [Theory]
    [InlineData(59)]
    [InlineData(79)]
    public void Error_OnATerminal_IsBrokenAtSpaces(int room)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(["genotype", "no such run"],
            new CommandHost { Output = TextWriter.Null, Error = error, ErrorRoom = room });

        var lines = error.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, code);
        Assert.InRange(lines.Length, 2, 20);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, room));
        Assert.Equal(CommandRun.Of("genotype", "no such run").Error.TrimEnd('\n'),
            string.Join(' ', lines.Select(line => line.TrimStart())));
    }
}
