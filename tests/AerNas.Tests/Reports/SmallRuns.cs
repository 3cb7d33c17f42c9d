using System.Globalization;
using System.Text.Json.Nodes;
using AerNas.Data;
using AerNas.Export;
using AerNas.Runs;
using AerNas.Statistics;

namespace AerNas.Tests.Reports;

/// <summary>Run directories written by hand, with what a search or training would record.</summary>
internal static class SmallRuns
{
    public const string FirstCell = "|skip_connect~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|";
    public const string LastCell = "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|";

    private static readonly string[] Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

    /// <summary>A search of NAS-Bench-201; its second half derives another cell than its first.</summary>
    /// <param name="folder">Where to write it.</param>
    /// <param name="epochs">Epochs that are done.</param>
    /// <param name="seed">Moves all its numbers a little.</param>
    /// <param name="schedule">Of the regularizer.</param>
    public static string Search(string folder, int epochs, int seed = 0, string schedule = "Cosine")
    {
        using var run = RunDirectory.Create(folder);
        Record(run, "search", new JsonObject
        {
            ["space"] = "nasbench201",
            ["method"] = "darts-v1",
            ["search"] = new JsonObject { ["epochs"] = epochs, ["seed"] = seed },
            ["entropy"] = new JsonObject { ["schedule"] = schedule, ["negative"] = -0.2, ["positive"] = 0.2 },
        });
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var done = (epoch + 1.0) / epochs + 0.01 * seed;
            run.Metrics.Append(new JsonObject
            {
                ["epoch"] = epoch,
                ["trainLoss"] = 2.3 - done,
                ["architectureLoss"] = 2.4 - done,
                ["trainAccuracy"] = 0.1 + 0.8 * done,
                ["validationAccuracy"] = 0.1 + 0.7 * done + (schedule == "Off" ? 0 : 0.02),
                ["lambda"] = schedule == "Off" ? 0 : -0.2 + 0.4 * epoch / epochs,
                ["entropyBits"] = 2.32 - 0.4 * done,
                ["learningRate"] = 0.025 * (1 - done),
                ["gradientNorm"] = 1.5,
                ["hessian"] = new JsonObject { ["eigenvalue"] = 0.1 + done },
                ["genotype"] = epoch < epochs / 2 ? FirstCell : LastCell,
                ["alpha"] = new JsonObject { ["Normal"] = Alpha(epoch) },
            });
        }

        return folder;
    }

    /// <summary>What a network took the test images of some classes for, with two pictures.</summary>
    public static TestRecord Test(int classes) => new()
    {
        Classes = [.. Enumerable.Range(0, classes).Select(label => label == 2 ? "class <b> 2" : $"class {label}")],
        Counts = [.. Enumerable.Range(0, classes)
            .SelectMany(label => new[] { new[] { label, label, 90 }, [label, (label + 1) % classes, 7] })],
        TopFive = classes > 5 ? 0.97 : null,
        Mistakes = [new RecordedMistake(2, 0, 0.995, Picture), new RecordedMistake(0, 1, 0.7, Picture)],
    };

    private static byte[] Picture => SmallPicture.Of([.. Enumerable.Range(0, 64).Select(i => (byte)(4 * i))], new ImageShape(1, 8));

    /// <summary>A training that is not finished.</summary>
    public static string Training(string folder, int epochs)
    {
        using var run = RunDirectory.Create(folder);
        Record(run, "train",
            new JsonObject { ["genotype"] = LastCell, ["training"] = new JsonObject { ["epochs"] = epochs + 2, ["seed"] = 1 } });
        for (var epoch = 0; epoch < epochs; epoch++)
            run.Metrics.Append(new JsonObject
            {
                ["epoch"] = epoch,
                ["trainLoss"] = 2.0 - epoch * 0.1,
                ["trainAccuracy"] = 0.5,
                ["testAccuracy"] = 0.6,
            });
        return folder;
    }

    private static void Record(RunDirectory run, string kind, JsonObject options) => new RunRecord
    {
        Kind = kind,
        Started = DateTimeOffset.Parse("2026-01-02T03:04:05Z", CultureInfo.InvariantCulture),
        Options = options,
        Versions = new Dictionary<string, string> { ["aernas"] = "0.1.0" },
        Dataset = "pictures of <b>cats</b> & \"dogs\"",
        DatasetHash = new string('a', 64),
    }.Save(run);

    private static JsonObject Alpha(int epoch) => new(
        from target in Enumerable.Range(1, 3)
        from source in Enumerable.Range(0, target)
        select KeyValuePair.Create<string, JsonNode?>($"{target}<-{source}", new JsonObject(Operations.Select((operation, i) =>
            KeyValuePair.Create<string, JsonNode?>(operation, 0.1 * epoch * (i - source))))));
}
