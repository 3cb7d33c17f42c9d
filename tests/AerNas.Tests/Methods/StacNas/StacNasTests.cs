using AerNas.Bilevel;
using AerNas.Data;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class StacNasTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Step_OfTheFirstStage_MovesBothLevelsByOneGradientAmongTheLeaders()
    {
        using var scope = NewDisposeScope();
        using var stac = new MethodCase(StacNas.Method, SearchSpace.Darts, options => options with
        {
            Entropy = new EntropyOptions { Schedule = EntropySchedule.Off },
            Weights = options.Weights with { GradientClip = 0.01 },
        });
        var (state, options) = (stac.State, stac.Options);
        state.Alpha.Keep(new GroupsByLeader().First(SearchSpace.Darts));
        var mixture = stac.Mixture(stac.At(0));
        Tensor[] variables = [.. state.Supernet.Weights, .. state.Alpha.Tensors];
        var gradients = Gradients.Of(stac.Loss(mixture), variables);
        var before = variables.Select(variable => variable.detach().clone()).ToArray();
        var weights = state.Supernet.Weights.Count;
        Assert.True(Gradients.ClipNorm(gradients[..weights], options.Weights.GradientClip).ToNumber() > options.Weights.GradientClip);

        stac.Step();

        Assert.True(mixture[CellKind.Normal].sum(1).allclose(ones(14, ScalarType.Float64), rtol: 0, atol: Rounding));
        Assert.Equal(14 * 5, mixture[CellKind.Normal].IsAbove(0).sum().item<long>()); // four leaders and none
        var expected = stac.StepByHand(before, gradients);
        Assert.All(variables.Zip(expected), pair => Assert.True(pair.First.detach().allclose(pair.Second, rtol: 0, atol: Rounding)));
    }

    [Fact]
    public void Published_Stages_AreOfFourteenAndTwentyCellsOnAllImages()
    {
        var options = StacNas.Method.Published(SearchSpace.Darts);

        Assert.Equal([14, 20], options.Stages!.Select(stage => options.Supernet.Layers + stage.AddedLayers));
        Assert.Equal((160, 1.0, 3.0), (new StagePlan(options).Epochs, options.Data.TrainPortion, options.Weights.GradientClip));
    }

    /// <summary>Skip connections win everywhere: at stride 1 they have no weights, at stride 2 each of the two has its own.</summary>
    [Fact]
    public void Enter_TheSecondStageAfterSkipConnections_MakesEachTwice()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var options = SmallSearch.Options(folder, "darts", "stacnas");
        var factory = new SearchPartsFactory(options, DatasetSource.Open(options.Data.Path).Train);
        using var state = factory.Begin();
        var space = state.Alpha.Space;
        var skips = space.Operations.Select(operation => operation == CandidateOperation.SkipConnect ? 1.0 : 0).ToArray();
        state.Alpha.Overwrite(tensor(skips).expand(28, 9));

        state.Enter(1, new GroupsByLeader().After(state.Alpha, 1));

        var names = state.Tensors().Select(named => named.Name)
            .Where(name => name.StartsWith("weights/cell", StringComparison.Ordinal)).ToArray();
        var (first, second) = (Of(CandidateOperation.SkipConnect), Of(CandidateOperation.SkipConnect.Twin));
        Assert.Equal(2 * 8 * 2, first.Length); // cells that reduce, their edges from inputs, convolutions of a reduction
        Assert.Equal(first, second);
        using var other = factory.Begin();
        var bytes = state.Form("stacnas").Write(state);
        other.Form("stacnas").Read(bytes, "checkpoint", other);
        Assert.Equal(state.Alpha.Kept, other.Alpha.Kept);
        Assert.Equal(bytes, other.Form("stacnas").Write(other));

        string[] Of(CandidateOperation operation) =>
            [.. names.Where(name => name.Contains($".{operation}.", StringComparison.Ordinal))
                .Select(name => name.Replace($".{operation}.", "..", StringComparison.Ordinal))];
    }

    [Fact]
    public void Validate_StagesThatTheMethodDecides_AreNotForOthersToSay()
    {
        var options = StacNas.Method.Published(SearchSpace.Darts);

        AssertRefused("stacnas.stages[1].operations", new StageOptions(), new StageOptions { Operations = 5 });
        AssertRefused("stacnas.stages[0].skipDropout", new StageOptions { SkipDropout = 0.1 }, new StageOptions());
        AssertRefused("stacnas.stages", new StageOptions(), new StageOptions(), new StageOptions());

        void AssertRefused(string path, params StageOptions[] stages) =>
            Assert.Equal(path, Assert.Single((options with { Own = new StacNasOptions { Stages = stages } }).Validate()).Path);
    }
}
