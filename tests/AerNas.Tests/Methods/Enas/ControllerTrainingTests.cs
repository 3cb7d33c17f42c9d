using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class ControllerTrainingTests
{
    private const double Rounding = 1e-12;

    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    [Fact]
    public void Learn_WithoutBaseline_ComparesWithTheAccuracyAndKeepsTheLast()
    {
        var options = new ControllerOptions { Updates = 2, SamplesPerUpdate = 3 };
        using var controller = SmallController.Create(Space, options);
        using var training = new ControllerTraining(controller, options);
        var judged = 0;

        var first = training.Learn(0, new ControllerTask(i => controller.Sample(1, ControllerUse.Controller, 0, i), _ => ++judged / 10.0));
        training.CompleteEpoch();

        Assert.Equal(6, judged);
        Assert.Equal(first.Accuracy, first.Baseline, Rounding);
        Assert.Equal(0.6, training.Baseline!.Value, Rounding);
        Assert.Equal(first.Accuracy + options.EntropyWeight * first.Entropy, first.Reward, Rounding);
    }

    [Fact]
    public void Learn_WithBaseline_ComparesEveryRewardWithTheSameOne()
    {
        var options = new ControllerOptions { Updates = 2, SamplesPerUpdate = 3, EntropyWeight = 0 };
        using var controller = SmallController.Create(Space, options);
        using var training = new ControllerTraining(controller, options) { Baseline = 0.5 };

        var epoch = training.Learn(1, new ControllerTask(i => controller.Sample(1, ControllerUse.Controller, 1, i), _ => 0.7));
        training.CompleteEpoch();

        Assert.All(epoch.Updates, update => Assert.Equal(0.5 + 0.01 * 0.2, update.Baseline, Rounding)); // a running mean would have moved
        Assert.Equal(0.502, training.Baseline!.Value, Rounding);
    }

    [Fact]
    public void Learn_RewardForOneOperation_MakeItLikelier()
    {
        var options = new ControllerOptions { Updates = 15, SamplesPerUpdate = 4, LearningRate = 0.02 };
        using var controller = SmallController.Create(Space, options);
        using var training = new ControllerTraining(controller, options);
        var accuracies = Enumerable.Range(0, 4).Select(Learn).ToArray();
        Assert.InRange(accuracies[^1], accuracies[0] + 0.2, 1);
        Assert.Contains(CandidateOperation.NorConv3x3, controller.MostLikely().Operations);

        double Learn(int epoch)
        {
            var learned = training.Learn(epoch, new ControllerTask(
                i => controller.Sample(1, ControllerUse.Controller, epoch, i),
                path => path.Operations.Count(o => o == CandidateOperation.NorConv3x3) / 6.0));
            training.CompleteEpoch();
            return learned.Accuracy;
        }
    }

    [Fact]
    public void Update_LeavesNoTensorsBehind()
    {
        var options = new ControllerOptions { SamplesPerUpdate = 2 };
        using var controller = SmallController.Create(Space, options);
        using var training = new ControllerTraining(controller, options);
        var task = new ControllerTask(i => controller.Sample(1, ControllerUse.Controller, 0, i), _ => 0.5);
        training.Update(0, 0, task);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var update = 1; update < 4; update++) training.Update(0, update, task);

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Update_AccuracyThatIsNoNumber_StopsBeforeTheControllerIsSpoilt()
    {
        using var scope = NewDisposeScope();
        using var controller = SmallController.Create(Space, new ControllerOptions { SamplesPerUpdate = 2 });
        using var training = new ControllerTraining(controller, new ControllerOptions { SamplesPerUpdate = 2 });
        var error = Assert.Throws<NonFiniteValueException>(() =>
            training.Update(4, 1, new ControllerTask(i => controller.Sample(1, ControllerUse.Controller, 4, i), _ => double.NaN)));
        Assert.Equal((4, 1), (error.Epoch, error.Step));
        Assert.All(controller.Weights, weight => Assert.True(weight.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Learn_BrokenOff_GoesOnWithTheUpdatesThatAreLeft()
    {
        var options = new ControllerOptions { Updates = 3, SamplesPerUpdate = 2 };
        using var controller = SmallController.Create(Space, options);
        using var training = new ControllerTraining(controller, options);
        var drawn = new List<int>();
        var task = new ControllerTask(Draw, _ => 0.5);

        Assert.Throws<OperationCanceledException>(() => training.Learn(0, task, () =>
        {
            if (training.Updates.Length == 2) throw new OperationCanceledException();
        }));
        Assert.Equal(2, training.Optimizer.Steps);
        training.Learn(0, task);

        Assert.Equal([0, 1, 2, 3, 4, 5], drawn);
        Assert.Equal(3, training.Optimizer.Steps);

        ControllerSample Draw(int index)
        {
            drawn.Add(index);
            return controller.Sample(1, ControllerUse.Controller, 0, index);
        }
    }

    [Fact]
    public void BestOf_EqualAccuracies_KeepsTheFirst()
    {
        ChosenOperations[] paths = [.. Space.Operations.Select(operation => ChosenOperations.OnEveryEdge(Space, (_, _) => operation))];
        double[] accuracies = [0.1, 0.4, 0.2, 0.4, 0.3];
        using var strategy = new InOrder(paths);
        var best = ScoredPath.BestOf(strategy, 9, path => accuracies[Array.IndexOf(paths, path)], () => { });
        Assert.Equal((paths[1], 0.4), (best.Path, best.Accuracy));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoredPath.BestOf(strategy, 0, _ => 0, () => { }));
    }

    [Fact]
    public void Check_EveryBadOption_IsNamed()
    {
        var rules = new OptionRules();
        new ControllerOptions
        {
            LearningRate = -1,
            Beta1 = 1,
            Beta2 = -0.1,
            Epsilon = 0,
            Updates = 0,
            SamplesPerUpdate = 0,
            EntropyWeight = double.NaN,
            BaselineDecay = 1.1,
            ClipNorm = 0,
            TanhConstant = -1,
            Temperature = 0,
        }.Check(rules, new SearchOptions());
        Assert.Equal(
            "learningRate beta1 beta2 epsilon updates samplesPerUpdate entropyWeight baselineDecay clipNorm tanhConstant temperature"
                .Split(' '),
            rules.Problems.Select(problem => problem.Path));
        var fine = new OptionRules();
        new ControllerOptions().Check(fine, new SearchOptions());
        Assert.Empty(fine.Problems);
    }

    /// <summary>Proposes given architectures, and then nothing.</summary>
    private sealed class InOrder(ChosenOperations[] paths) : IArchitectureSampler
    {
        public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history) =>
            history.Count < paths.Length ? paths[history.Count] : null;

        public void Dispose()
        {
            // There is nothing to let go of.
        }
    }
}
