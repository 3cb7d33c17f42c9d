using System.Text.Json.Nodes;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Tests.Cli;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Texts;
using AerNas.Training;

namespace AerNas.Tests.Runs;

/// <summary>Checkpoints whose digest is right and whose counters no run could have come to.</summary>
public sealed class DamagedCountersTests
{
    [Theory]
    [InlineData("", "null", "must have a value, is null. Expected an object")]
    [InlineData("", "7", "wrong kind")]
    [InlineData("position", "null", "position: must have a value")]
    [InlineData("position", "{\"epoch\":1}", "position.step: is missing")]
    [InlineData("position.epoch", "-1", "position.epoch: must be at least 0")]
    [InlineData("position.epoch", "2147483647", "position.epoch: must be at most")]
    [InlineData("position.epoch", "2147483648", "position.epoch", "a whole number")]
    [InlineData("position.epoch", "0", "last: must be there once an epoch is done, and not before")]
    [InlineData("position.epoch", "900", "where the search of 2 epochs never comes to")]
    [InlineData("position.step", "900", "where the search of 2 epochs never comes to")]
    [InlineData("position.step", "-7", "position.step: must be at least 0")]
    [InlineData("alphaSteps", "-1", "alphaSteps")]
    [InlineData("totals.images", "-1", "totals")]
    [InlineData("totals.trainLoss", "1e999", "totals.trainLoss: is no number")]
    [InlineData("totals.trainLoss", "\"NaN\"", "totals.trainLoss", "a number")]
    [InlineData("last", "null", "last: must be there")]
    [InlineData("best", "null", "best: must be there")]
    [InlineData("best.genotype", "\"|none~0|\\u001b[31m\"", "best.genotype: is no architecture")]
    [InlineData("best.genotype", "null", "best.genotype: must have a value")]
    [InlineData("best.epoch", "5", "best.epoch")]
    [InlineData("stage", "1", "stage: must be at most 0")]
    [InlineData("stage", "2147483647", "stage: must be at most 0")]
    [InlineData("kept", "\"0\"", "kept: does not say")]
    [InlineData("kept", "\"00000 11111 11111 11111 11111 11111\"", "kept: does not say")]
    [InlineData("past", "[null]", "past[0]")]
    [InlineData("past", "[{\"outcome\":null,\"alphas\":null,\"eigenvalue\":null}]", "past[0].outcome", "past[0].alphas")]
    [InlineData("controller", "{\"steps\":1,\"baseline\":null,\"updates\":[]}", "controller: must be there where the method has one")]
    [InlineData("returns", "-1", "returns")]
    [InlineData("surprise", "1", "surprise: is not known here")]
    public void Search_CountersThatCannotBe_AreRefused(string path, string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        Interrupted(folder);

        WriteCounters(folder["run"], path, JsonNode.Parse(json.Replace("1e999", "0", StringComparison.Ordinal)), json);

        IsRefused(CommandRun.Of("search", "--resume", folder["run"]), parts);
    }

    [Theory]
    [InlineData("position.epoch", "77", "last: must be there once an epoch is done")]
    [InlineData("position.step", "77", "where the training of 2 epochs never comes to")]
    [InlineData("position", "[]", "position", "wrong kind")]
    [InlineData("totals", "null", "totals: must have a value")]
    [InlineData("totals.steps", "-1", "totals")]
    [InlineData("last", "{\"epoch\":0,\"testAccuracy\":null}", "last: must be there once an epoch is done, and not before")]
    [InlineData("best", "{\"epoch\":3,\"testAccuracy\":0.5}", "best: must be of an epoch before")]
    [InlineData("best", "{\"epoch\":\"\\u202e\"}", "best.epoch", "\\u202e")]
    public void Training_CountersThatCannotBe_AreRefused(string path, string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        using (var source = new CancellationTokenSource())
        using (var run = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), folder["run"], TimeProvider.System))
        {
            source.Cancel();
            Assert.Throws<OperationCanceledException>(() => run.Run(cancellation: source.Token));
        }

        WriteCounters(folder["run"], path, JsonNode.Parse(json), json);

        IsRefused(CommandRun.Of("train", "--resume", folder["run"]), parts);
    }

    [Fact]
    public void Checkpoint_WithoutCounters_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Interrupted(folder);
        var (store, archive) = Newest(folder["run"]);
        store.Save(new RunPosition(1, 1),
            SafetensorsFile.Serialize(archive.Entries, archive.Metadata.Where(m => m.Key != "counters").ToDictionary()));

        IsRefused(CommandRun.Of("search", "--resume", folder["run"]), "counters", "not valid JSON");
    }

    /// <summary>A search that was stopped in its second epoch.</summary>
    private static void Interrupted(TemporaryFolder folder)
    {
        using var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1"), folder["run"], TimeProvider.System);
        SearchRuns.Interrupt(run, new RunPosition(1, 1));
    }

    private static (CheckpointStore Store, SafetensorsFile Archive) Newest(string run)
    {
        var store = RunDirectory.Open(run).Checkpoints;
        var (file, content) = store.Load();
        return (store, SafetensorsFile.Parse(content, file));
    }

    /// <summary>Changes the newest checkpoint's counters, and its digest with them.</summary>
    private static void WriteCounters(string run, string path, JsonNode? value, string json)
    {
        var (store, archive) = Newest(run);
        var text = path.Length == 0 ? json : Changed(JsonNode.Parse(archive.Metadata["counters"])!.AsObject(), path.Split('.'), value);
        if (json == "1e999") text = text.Replace("\"trainLoss\":0", "\"trainLoss\":1e999", StringComparison.Ordinal);
        var position = store.List()[^1];
        var parts = Path.GetFileNameWithoutExtension(position).Split('-')
            .Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        store.Save(new RunPosition(parts[0], parts[1]),
            SafetensorsFile.Serialize(archive.Entries, new Dictionary<string, string>(archive.Metadata) { ["counters"] = text }));
    }

    private static string Changed(JsonObject counters, string[] path, JsonNode? value)
    {
        var target = counters;
        foreach (var name in path[..^1]) target = target[name]!.AsObject();
        target[path[^1]] = value;
        return counters.ToJsonString();
    }

    private static void IsRefused(CommandRun run, params string[] parts)
    {
        run.IsRefused(parts);
        Assert.All(run.Error.EnumerateRunes(), rune => Assert.True(rune.Value == '\n' || PrintableText.IsPrintable(rune)));
    }
}
