namespace AerNas.Tests.Cli;

/// <summary>What a command notes, its result under <c>--json</c> has as well.</summary>
public sealed class NotesTests : IDisposable
{
    private const string Whole = "|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|";
    private const string HalfDead = "|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_1x1~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private const string CutOff = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Whole, 0, null)]
    [InlineData(HalfDead, 3, "Of the 4 operations of the cell, 3 reach nothing")]
    public void Train_NotesUnreachedOperations(string cell, int unreached, string? note) => HasNotes(
        CommandRun.Of(["train", "--genotype", cell, "--set", "data.images=32", "--out", _folder["run"], "--json", .. Tiny]), unreached,
            note);

    [Theory]
    [InlineData(Whole, 0, null)]
    [InlineData(HalfDead, 3, "Of the 4 operations of the cell, 3 reach nothing")]
    [InlineData(CutOff, 2, "No path leads through the cell")]
    public void Genotype_NotesUnreachedOperations(string cell, int unreached, string? note) =>
        HasNotes(CommandRun.Of("genotype", cell, "--json"), unreached, note);

    /// <summary>
    /// Alpha's start decides: whichever cell a search of no learning rate derives, its notes say the same as <c>genotype</c> does of it.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void SearchAndDerive_NoteWhatGenotypeNotes(int seed)
    {
        var search = CommandRun.Of(["search", "--set", "data.images=200", "--set", "alpha.initialScale=1", "--seed", $"{seed}", "--out",
            _folder["run"], "--json", .. Tiny]);
        Assert.Equal(0, search.ExitCode);
        var genotype = CommandRun.Of("genotype", _folder["run"], "--json");
        Assert.Equal((int)genotype.Result["unreachedOperations"]!, (int)search.Result["unreachedOperations"]!);
        Assert.Equal(Notes(search), [.. Noted(search)]);
        Assert.Equal(Unreached(genotype), Unreached(search));
        var derived = CommandRun.Of("derive", _folder["run"], "--json");
        Assert.Equal((int)search.Result["unreachedOperations"]!, (int)derived.Result["unreachedOperations"]!);
        Assert.Equal(Unreached(search).Select(note => note.Split(" Without: ")[0]),
            Unreached(derived).Select(note => note.Split(" Without: ")[0]));
    }

    [Fact]
    public void Data_NotesOfFewImages_AreInItsResult()
    {
        foreach (var name in new[] { "a/0", "a/1", "a/2", "b/0" })
            _folder.Write($"set/{name}.png", Data.Sources.DatasetFixtures.Picture(8, 8, SkiaSharp.SKColors.Olive));
        var run = CommandRun.Of("data", _folder["set"], "--json");
        Assert.Equal(Notes(run), [.. Noted(run)]);
        Assert.Contains(Notes(run), note => note.StartsWith("Too few images of b", StringComparison.Ordinal));
    }

    private static void HasNotes(CommandRun run, int unreached, string? note)
    {
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(unreached, (int)run.Result["unreachedOperations"]!);
        Assert.Equal(Notes(run), [.. Noted(run)]);
        if (note is null) Assert.Empty(Unreached(run));
        else Assert.StartsWith(note, Assert.Single(Unreached(run)), StringComparison.Ordinal);
    }

    private static List<string> Unreached(CommandRun run) =>
        [.. Notes(run)
            .Where(note => note.Contains("nothing (", StringComparison.Ordinal) || note.StartsWith("No path", StringComparison.Ordinal))];

    private static List<string> Notes(CommandRun run) => [.. run.Result["notes"]!.AsArray().Select(note => (string)note!)];

    private static IEnumerable<string> Noted(CommandRun run) =>
        run.Error.Split('\n').Where(line => line.StartsWith("note: ", StringComparison.Ordinal)).Select(line => line["note: ".Length..]);

    private static string[] Tiny => ["--epochs", "1", "--channels", "2", "--cells", "1", "--batch", "16", "--threads", "1"];
}
