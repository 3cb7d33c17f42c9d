using System.Text.Json.Nodes;
using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class MetricsLogTests
{
    /// <summary>What a crash or a loss of power leaves at the end, of a run that goes on with its third epoch.</summary>
    [Theory]
    [InlineData("{\"epoch\":0}\n{\"epoch\":1}\n", null)]
    [InlineData("{\"epoch\":0}\n{\"epoch\":1}\n{\"epoch\":2}\n", null)] // its checkpoint was not reached
    [InlineData("{\"epoch\":0}\n{\"epoch\":1}", null)] // the end of the line alone is missing
    [InlineData("{\"epoch\":0}\n{\"epoch\":1}\n{\"epo", "cut short")]
    [InlineData("{\"epoch\":0}\n{\"epoch\":1}\n\0\0\0\0\0\0", "cut short")]
    public void TruncateFrom_DamagedEnd_IsMendedAndTold(string content, string? told)
    {
        using var folder = new TemporaryFolder();
        using var run = RunDirectory.Create(folder["run"]);
        File.WriteAllText(run.Metrics.Path, content);

        var note = run.Metrics.TruncateFrom(2);
        run.Metrics.Append(new JsonObject { ["epoch"] = 2 });

        Assert.Equal(["{\"epoch\":0}", "{\"epoch\":1}", "{\"epoch\":2}"], File.ReadAllLines(run.Metrics.Path));
        if (told is null) Assert.Null(note);
        else Assert.Contains(told, note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"epoch\":0}\n{\"epoch\":2}\n", "of epoch 2;")]
    [InlineData("{\"epoch\":0}\n", "of epochs 2, 3;")]
    [InlineData("", "of epochs 1, 2, 3;")]
    [InlineData("{\"epoch\":1}\n{\"ep", "of epochs 1, 3;")]
    public void TruncateFrom_RowsThatAreLost_AreNamed(string content, string told)
    {
        using var folder = new TemporaryFolder();
        using var run = RunDirectory.Create(folder["run"]);
        File.WriteAllText(run.Metrics.Path, content);

        Assert.Contains(told, run.Metrics.TruncateFrom(3), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_PlaceThatCannotBeWritten_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var run = RunDirectory.Create(folder["run"]);
        Directory.CreateDirectory(run.Metrics.Path);

        Assert.Contains("Cannot write", Assert.Throws<RunStorageException>(() => run.Metrics.Append([])).Message, StringComparison.Ordinal);
    }
}
