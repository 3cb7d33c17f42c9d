using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class ControllerTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Sample_SameSeedUseEpochAndIndex_IsTheSameAndOtherwiseDiffers()
    {
        using var scope = NewDisposeScope();
        using var controller = SmallController.Create(SearchSpace.Darts, new ControllerOptions());
        var path = controller.Sample(1, ControllerUse.Controller, 2, 3).Path;
        Assert.Equal(path, controller.Sample(1, ControllerUse.Controller, 2, 3).Path);
        Assert.NotEqual(path, controller.Sample(1, ControllerUse.Weights, 2, 3).Path);
        Assert.NotEqual(path, controller.Sample(2, ControllerUse.Controller, 2, 3).Path);
        Assert.NotEqual(path, controller.Sample(1, ControllerUse.Controller, 3, 3).Path);
        Assert.NotEqual(path, controller.Sample(1, ControllerUse.Controller, 2, 4).Path);
    }

    [Theory]
    [InlineData("nasbench201", 6)]
    [InlineData("darts", 28)]
    public void Sample_AnySpace_IsScoredAsItWasDrawn(string name, int choices)
    {
        using var scope = NewDisposeScope();
        SearchSpace.TryFind(name, out var space);
        using var controller = SmallController.Create(space!, new ControllerOptions());
        var drawn = controller.Sample(1, ControllerUse.Controller, 0, 0);
        var scored = controller.Score(drawn.Path);
        Assert.Equal([choices, space!.Operations.Length], drawn.Logits.shape);
        Assert.Equal(drawn.LogProbability.ToNumber(), scored.LogProbability.ToNumber(), Rounding);
        Assert.Equal(drawn.Entropy.ToNumber(), scored.Entropy.ToNumber(), Rounding);
    }

    [Fact]
    public void Sample_ManyTimes_DrawsTheFirstEdgeAsOftenAsItsProbabilitySays()
    {
        const int draws = 300;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var space = SearchSpace.NasBench201;
        using var controller = SmallController.Create(space, new ControllerOptions { Temperature = 0.05 }); // so that probabilities differ
        var first = Enumerable.Range(0, draws)
            .Select(i => controller.Sample(5, ControllerUse.Controller, 0, i).Path.Operations.First()).ToArray();
        var probabilities = nn.functional.softmax(controller.Sample(5, ControllerUse.Controller, 0, 0).Logits[0], dim: 0)
            .data<double>().ToArray();
        foreach (var operation in space.Operations)
        {
            var probability = probabilities[space.ColumnOf(operation)];
            var deviation = Math.Sqrt(probability * (1 - probability) * draws);
            Assert.InRange(first.Count(o => o == operation) - probability * draws, -4 * deviation, 4 * deviation);
        }
    }

    [Fact]
    public void Best_Always_TakesTheLargestLogitOfEveryEdge()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var controller = SmallController.Create(space, new ControllerOptions());
        var best = controller.Best();
        var columns = best.Logits.argmax(dim: 1).data<long>().ToArray();
        Assert.Equal(columns, best.Path.Operations.Select(o => (long)space.ColumnOf(o)));
        Assert.Equal(best.Path, controller.MostLikely());
    }

    [Fact]
    public void Draws_ForAnyUse_LeaveNoTensorsBehind()
    {
        using var controller = SmallController.Create(SearchSpace.NasBench201, new ControllerOptions());
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        controller.DrawForWeights(default);
        controller.DrawForSelection(1, 2);
        controller.MostLikely();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Logits_OfAHotController_StayWithinTheTanhConstant()
    {
        using var scope = NewDisposeScope();
        using var controller = SmallController.Create(SearchSpace.NasBench201,
            new ControllerOptions { Temperature = 1e-3, TanhConstant = 1.5 });
        Assert.InRange(controller.Sample(1, ControllerUse.Controller, 0, 0).Logits.abs().max().ToNumber(), 1, 1.5);
    }

    [Fact]
    public void Score_ArchitectureOfAnotherSpace_IsRefused()
    {
        using var controller = SmallController.Create(SearchSpace.NasBench201, new ControllerOptions());
        var other = ChosenOperations.OnEveryEdge(SearchSpace.Darts, (_, _) => CandidateOperation.SkipConnect);
        Assert.Contains("nasbench201", Assert.Throws<ArgumentException>(() => controller.Score(other)).Message, StringComparison.Ordinal);
    }
}
