using AerNas.Costs;
using AerNas.Extensions;
using AerNas.Genotypes;
using AerNas.Genotypes.Drawing;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Sampling;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Training;
using TorchSharp;

namespace AerNas.Tests.Spaces;

/// <summary>Spaces that nothing in the sources knows are searched by every method, as those of the catalogue are.</summary>
public sealed class BroughtSpacesTests
{
    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (space, method) in from space in BroughtSpaces.All from method in MethodCatalog.All select (space, method))
                data.Add(space.Name, method.Name);
            return data;
        }
    }

    public static TheoryData<string> Names => [.. BroughtSpaces.All.Select(space => space.Name)];

    /// <summary>
    /// One run unbroken; another broken off and taken up. Where the method needs what the space lacks, it says what that is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Matrix))]
    public void Search_OfTheMatrix_BrokenOff_EndsInTheSameBytesOrIsRefusedInWords(string name, string methodName)
    {
        var (space, method) = (BroughtSpaces.Find(name), MethodCatalog.All.Single(m => m.Name == methodName));
        using var scope = ExtensionScope.Enter(BroughtSpaces.Extension);
        using var folder = new TemporaryFolder();
        var options = Options(folder, space, method);
        if (method.Refuses(space) is { } reason)
        {
            Assert.Contains(reason, Assert.Single(options.Validate(), problem => problem.Path == "method").Message,
                StringComparison.Ordinal);
            return;
        }

        SearchResult found;
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System))
        {
            Assert.Equal(NetworkEngine.Fused, unbroken.Options.Runtime.Engine);
            found = SearchRuns.Finish(unbroken);
        }

        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"]))
        {
            Assert.Equal(space, resumed.Options.Space);
            Assert.Equal(found.Genotype, SearchRuns.Finish(resumed).Genotype);
        }

        SearchRuns.AssertSame(folder["unbroken"], folder["broken"]);
        AssertLiesInItsSpace(found.Genotype, space);
        if (options.Alpha.WarmUp < 1 && method.Proposal is null)
            Assert.Equal(found.Genotype, Derivation.Of(folder["unbroken"], new DerivationOptions()).Genotype);
    }

    /// <summary>One epoch on each engine, of methods that compute all operations, and one alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Search_OnEitherEngine_LearnsTheSame(string name)
    {
        var space = BroughtSpaces.Find(name);
        using var scope = ExtensionScope.Enter(BroughtSpaces.Extension);
        foreach (var method in new[] { DartsV1.Method, Gdas.Method, FairDarts.Method })
        {
            using var folder = new TemporaryFolder();
            var options = Options(folder, space, method);
            var losses = new[] { NetworkEngine.Fused, NetworkEngine.Torch }.Select(engine =>
            {
                var own = options with { Runtime = options.Runtime with { Engine = engine } };
                using var run = SearchRun.Start(own, folder[$"{engine}"], TimeProvider.System);
                SearchRuns.Finish(run);
                return (double)SearchRuns.Rows(folder[$"{engine}"])[0]["trainLoss"]!;
            }).ToArray();
            Assert.Equal(losses[1], losses[0], 1e-3);
        }
    }

    /// <summary>A random architecture is written, read, counted, drawn and trained on both engines.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Genotype_OfTheSpace_IsWrittenCountedDrawnAndTrained(string name)
    {
        var space = BroughtSpaces.Find(name);
        using var scope = ExtensionScope.Enter(BroughtSpaces.Extension);
        var genotype = RandomArchitecture.Of(space, seed: 2);
        AssertLiesInItsSpace(genotype, space);
        Assert.Equal(genotype, GenotypeNotation.Parse(GenotypeNotation.Json(genotype)));
        var skeleton = Skeleton.Of(space) with { Channels = 4, Layers = 3, Cells = 1 };
        using var stream = RandomStreams.Create(0, "derived");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(stream, torch.ScalarType.Float32, torch.CPU));
        Assert.Equal(network.NamedWeights.Sum(weight => weight.Value.numel()), GenotypeCost.Of(genotype, skeleton).Training.Parameters);
        Assert.Contains("<svg", GenotypeDrawing.Svg(genotype), StringComparison.Ordinal);
        Assert.All(space.CellKinds,
            kind => Assert.Contains($"cluster_{kind.Word}", GenotypeDrawing.Dot(genotype), StringComparison.Ordinal));

        using var folder = new TemporaryFolder();
        var options = SmallTraining.OnNoise(folder, genotype);
        using (var unbroken = TrainRun.Start(options, folder["unbroken"], TimeProvider.System))
            unbroken.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(genotype, TrainRun.OptionsOf(folder["unbroken"]) is { } recorded ? GenotypeNotation.Parse(recorded.Genotype) : null);
        using var model = AerNas.Export.ModelFolder.Load(folder["unbroken/model"]);
        Assert.Equal(genotype, model.Genotype);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_WrittenAndRead_IsTheSameSpace(string name)
    {
        var space = BroughtSpaces.Find(name);
        using var scope = ExtensionScope.Enter(BroughtSpaces.Extension);
        Assert.Equal(space, SearchSpace.FromJson(space.ToJson()));
        Assert.NotEqual(SearchSpace.NasBench201, space);
    }

    /// <summary>Three halvings of 12 pixels would leave maps of two sizes to be added.</summary>
    [Fact]
    public void Search_OnImagesThatTheSkeletonCannotHalveEvenly_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var stages = new StagesDefinition { Cell = "Normal", Count = 4 };
        var skeleton = SearchSpace.NasBench201.Definition.Skeletons[0] with { Name = "deep", Stages = stages };
        var space = new SearchSpace(SearchSpace.NasBench201.Definition with { Name = "deep", Skeletons = [skeleton] });
        var options = Options(folder, space, DartsV1.Method);
        options = options with { Data = options.Data with { ImageSize = 12 } };

        var problem = Assert.Single(Assert.Throws<InvalidOptionsException>(() =>
            SearchRun.Start(options, folder["run"], TimeProvider.System)).Problems);

        Assert.Equal("supernet.imageSize: must be a multiple of 8, is 12: the deep network halves its maps 3 times.", $"{problem}");
    }

    private static SearchOptions Options(TemporaryFolder folder, SearchSpace space, SearchMethod method)
    {
        var small = SmallSearch.Options(folder, space, method);
        return (small with { Search = small.Search with { BatchSize = 24 } })
            .With<IReadOnlyList<StageOptions>>(stages => [.. stages.Select(stage => stage with { AddedLayers = 0 })]);
    }

    private static void AssertLiesInItsSpace(Genotype genotype, SearchSpace space)
    {
        Assert.Equal(space, genotype.Space);
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.All(space.CellKinds, kind => Assert.All(genotype[kind].Edges, edge => Assert.Contains(edge.Operation, space.Operations)));
        if (!space.KeepsEveryEdge) return;
        Assert.All(space.CellKinds,
            kind => Assert.All(genotype[kind].Edges, edge => Assert.Contains(edge.Operation, space.Candidates.Of(kind, edge.Edge))));
    }
}
