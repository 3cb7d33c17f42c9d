using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Sampling;
using AerNas.Spaces;
using AerNas.Tabular;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Sampling;

public sealed class SamplingRunTests
{
    public static TheoryData<string> Names => [.. MethodCatalog.SearchFree.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_OnTheTable_EndsInTheBestItJudged_AndTheSameSeedInTheSame(string name)
    {
        using var folder = new TemporaryFolder();
        using var table = PublishedCsv.Import(folder);
        var options = Options(name, folder) with { Search = new SamplingPhaseOptions { Seed = 5, Evaluations = 40 } };
        var result = Run(options, folder["a"]);
        Assert.Equal(result, Run(options, folder["b"]));
        Assert.Equal(File.ReadAllText(folder["a/result.json"]), File.ReadAllText(folder["b/result.json"]));
        Assert.Equal(File.ReadAllText(folder["a/metrics.jsonl"]), File.ReadAllText(folder["b/metrics.jsonl"]));

        var series = new TabularSeries(TabularDataset.Cifar10Valid, TabularSplit.Valid, 12);
        var judged = File.ReadLines(folder["a/metrics.jsonl"]).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(40, judged.Count);
        var accuracies =
            judged.Select(row => table.Accuracy(table.IndexOf(GenotypeNotation.Parse((string)row["genotype"]!)), series)!.Value).ToList();
        Assert.Equal(accuracies.Select(a => a / 100), judged.Select(row => (double)row["validationAccuracy"]!));
        Assert.Equal(accuracies.Max() / 100, result.ValidationAccuracy);
        Assert.Equal((accuracies.IndexOf(accuracies.Max()), 40, (double?)null), (result.Evaluation, result.Evaluations, result.Seconds));
    }

    [Fact]
    public void Run_OnATableWithoutTimes_IsLimitedByArchitectures()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        Assert.Equal(200, Run(Options("random-search", folder), folder["a"]).Evaluations);
        var timed = Options("random-search", folder) with { Search = new SamplingPhaseOptions { Seconds = 1000 } };
        Assert.Contains("search.evaluations", Assert.Throws<InvalidOptionsException>(() => Run(timed, folder["b"])).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["b"]));
    }

    /// <summary>Every cell costs 12 x 8 s of training and 4 s of validation: 20,000 s are 200 cells, and the third reaches 250 s.</summary>
    [Theory]
    [InlineData(null, null, 200, 20_000.0)]
    [InlineData(250.0, null, 3, 300.0)]
    [InlineData(250.0, 2, 2, 200.0)]
    public void Run_OnATableWithTimes_EndsWithTheCellThatReachesTheLimit(double? seconds, int? evaluations, int judged, double cost)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["accuracies.tabular"], TabularWriter.Write(TimedTable(TabularDataset.Cifar10Valid)));
        var search = new SamplingPhaseOptions { Seconds = seconds, Evaluations = evaluations };
        var result = Run(Options("random-search", folder) with { Search = search }, folder["a"]);
        Assert.Equal((judged, cost), (result.Evaluations, result.Seconds!.Value));
    }

    /// <summary>The limits that NATS-Bench gives a search; 100 s are a cell.</summary>
    [Theory]
    [InlineData("cifar100", TabularDataset.Cifar100, 400, 40_000.0)]
    [InlineData("ImageNet16-120", TabularDataset.ImageNet16, 1200, 120_000.0)]
    public void Run_JudgedByAnotherDataset_EndsAtTheLimitPublishedForIt(string name, TabularDataset dataset, int judged, double cost)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["accuracies.tabular"], TabularWriter.Write(TimedTable(dataset)));
        var options = Options("random-search", folder);
        var result = Run(options with { Tabular = options.Tabular with { Dataset = name } }, folder["a"]);
        Assert.Equal((judged, cost), (result.Evaluations, result.Seconds!.Value));
    }

    [Fact]
    public void Run_OnAPartOfTheTable_IsRefused()
    {
        using var folder = new TemporaryFolder();
        TestImport.Run(NatsBenchFolderFixture.RequireFolder(), folder["accuracies.tabular"], allowMissing: true);
        Assert.Contains("lacks cells", Assert.Throws<InvalidOptionsException>(() => Run(Options("reinforce", folder), folder["a"])).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// CPython's numbers of the sample: 12 epochs of 7.221092998981476 s, a validation of 2.5489792369660877 s; seeds 111 and 777.
    /// </summary>
    [Fact]
    public void Judge_DrawsASeedOfTheCell_AndCountsTrainingAndOneValidation()
    {
        using var folder = new TemporaryFolder();
        TestImport.Run(NatsBenchFolderFixture.RequireFolder(), folder["s.tabular"], allowMissing: true);
        using var table = TabularBenchmark.Open(folder["s.tabular"]);
        var judge = new TabularJudge(table, new TabularSeries(TabularDataset.Cifar10Valid, TabularSplit.Valid, 12), seed: 1);
        var cell = GenotypeNotation.Parse(NatsBenchFolderFixture.Cells[0])[CellKind.Normal];
        var path = ChosenOperations.OnEveryEdge(SearchSpace.NasBench201, (_, edge) => cell.Edges.Single(e => e.Edge == edge).Operation);
        var judged = Enumerable.Range(0, 40).Select(number => judge.Judge(path, number)).ToList();
        Assert.Equal([62.712, 64.016], judged.Select(j => j.Accuracy).Distinct().Order());
        Assert.All(judged, j => Assert.Equal((12 * 7.221092998981476) + 2.5489792369660877, j.Seconds!.Value, 1e-5));
    }

    [Fact]
    public void Options_AreRefusedAllAtOnce()
    {
        var options = new SamplingOptions
        {
            Method = "regularized-evolution",
            Space = SearchSpace.Darts,
            Tabular = new SamplingTableOptions { Dataset = "mnist", Epochs = 0 },
            Search = new SamplingPhaseOptions { Seconds = 0, Evaluations = 0 },
            Own = new ReinforceOptions(),
        };
        string[] paths = ["space", "regularized-evolution", "tabular.path", "tabular.dataset", "tabular.epochs", "search.seconds",
            "search.evaluations"];
        Assert.Equal(paths, options.Validate().Select(problem => problem.Path));
        Assert.Equal(["method"], new SamplingOptions { Method = "luck" }.Validate().Select(problem => problem.Path));
    }

    /// <summary>As a run of the version before wrote them: the groups of both methods are there, null where the method has none.</summary>
    [Theory]
    [InlineData("regularized-evolution",
        """{ "method": "regularized-evolution", "evolution": { "population": 7, "sample": 2 }, "reinforce": null }""")]
    [InlineData("reinforce", """{ "method": "reinforce", "evolution": null, "reinforce": { "learningRate": 0.5 } }""")]
    [InlineData("random-search", """{ "method": "random-search", "evolution": null, "reinforce": null }""")]
    public void ReadRecorded_GroupsOfSingleMethodsAmongThoseOfAll_AreTheMethodsOwn(string name, string recorded)
    {
        var read = SamplingOptionsJson.ReadRecorded(JsonNode.Parse(recorded)!, "run.json");

        Assert.Equal(name, read.By!.Name);
        SamplerOptions? expected = name switch
        {
            "reinforce" => new ReinforceOptions { LearningRate = 0.5 },
            "regularized-evolution" => new EvolutionOptions { Population = 7, Sample = 2 },
            _ => null,
        };
        Assert.Equal(expected, read.Own);
    }

    private static TabularBuilder TimedTable(TabularDataset dataset)
    {
        var series = new TabularSeries(dataset, TabularSplit.Valid, 12);
        var table = new TabularBuilder("made up");
        for (var index = 0; index < TabularBenchmark.CellCount; index++)
        {
            Assert.Null(table.Place(new CellIndex(index), CellCode.ToGenotype(index)));
            table.Set(new CellIndex(index),
            [
                new(TabularColumn.Accuracy(series, 777), index % 97),
                    new(TabularColumn.OfNetwork(TabularQuantity.Parameters, series.Dataset), 1),
                new(TabularColumn.OfNetwork(TabularQuantity.Flops, series.Dataset), 1),
                    new(TabularColumn.Time(TabularQuantity.TrainTime, series), 8),
                new(TabularColumn.Time(TabularQuantity.EvaluationTime, series), 4),
            ]);
        }

        return table;
    }

    private static SamplingOptions Options(string name, TemporaryFolder folder)
    {
        Assert.True(MethodCatalog.TryFindSearchFree(name, out var method));
        return method.Published with { Tabular = new SamplingTableOptions { Path = folder["accuracies.tabular"] } };
    }

    private static SamplingResult Run(SamplingOptions options, string path)
    {
        using var run = SamplingRun.Start(options, path, TimeProvider.System);
        return run.Run(TestContext.Current.CancellationToken);
    }
}
