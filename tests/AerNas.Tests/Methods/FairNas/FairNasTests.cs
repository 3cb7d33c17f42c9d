using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class FairNasTests
{
    private const double Rounding = 1e-12; // float64, sums in another order

    /// <summary>Strict fairness: the passes of a step have each operation of each edge once, in an order that changes by steps.</summary>
    [Theory]
    [InlineData("nasbench201")]
    [InlineData("fairnas")]
    public void Relax_PassesOfAStep_TakeEveryOperationOnce(string name)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(1, "alpha");
        var space = SearchSpace.Find(name);
        using var alpha = ArchitectureParameters.Initialize(space, stream);
        var passes = FairPathRelaxation.PassesIn(space);

        var sums = Enumerable.Range(0, 3).Select(step => Enumerable.Range(0, passes).Select(pass => Weights(alpha, step, pass)).ToArray())
            .ToArray(); // [steps][passes]

        Assert.Equal(space.Operations.Length, passes);
        Assert.All(sums, step => Assert.True(step.Aggregate((sum, path) => sum.Plus(path)).eq(ones_like(step[0])).all().item<bool>()));
        Assert.All(sums, step => Assert.All(step, path => Assert.True(path.sum(1).eq(ones(path.shape[0])).all().item<bool>())));
        Assert.False(sums[0][0].Equals(sums[1][0]) && sums[1][0].Equals(sums[2][0]));
    }

    /// <summary>One update on the sum of the gradients of the passes, each a path by itself.</summary>
    [Fact]
    public void Step_OnABatch_MovesWeightsByTheSummedGradientsOfThePasses()
    {
        using var scope = NewDisposeScope();
        using var fair = new MethodCase(FairNas.Method, SearchSpace.NasBench201);
        Tensor[] weights = [.. fair.State.Supernet.Weights];
        var moment = fair.At(2);
        var sum = weights.Select(weight => zeros_like(weight).detach()).ToArray();
        for (var pass = 0; pass < 5; pass++)
        {
            var context = new RelaxationContext(moment, SearchLevel.Weights) { Pass = pass };
            var loss = fair.Loss(new FairPathRelaxation().Relax(fair.State.Alpha, context));
            foreach (var (gradient, i) in AerNas.Bilevel.Gradients.Of(loss, weights).Select((gradient, i) => (gradient, i)))
                sum[i] = sum[i].Plus(gradient);
        }

        var before = weights.Select(weight => weight.detach().clone()).ToArray();
        fair.Step(alphaLearns: false);

        var rates = fair.Options.Weights;
        var norm = stack([.. sum.Select(gradient => gradient.norm())]).norm().item<double>();
        for (var i = 0; i < weights.Length; i++)
        {
            var decayed = sum[i].Times(rates.GradientClip > 0 ? Math.Min(1, rates.GradientClip / (norm + 1e-6)) : 1)
                .Plus(before[i].Times(rates.WeightDecay));
            var moved = rates.Nesterov ? decayed.Times(1 + rates.Momentum) : decayed;
            var expected = before[i] - moved.Times(fair.State.Optimizers.Weights.LearningRate);
            Assert.True(weights[i].detach().allclose(expected, rtol: 0, atol: Rounding));
        }
    }

    /// <summary>The result is the most accurate of the front, which stands in the run beside it.</summary>
    [Fact]
    public void Search_OfASupernet_LeavesTheFrontInItsRecord()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "fairnas", epochs: 1)
            .With<FairNasOptions>(own => own with { Population = 4, Proposals = new() { Count = 12, BatchSize = 48 } });

        using var run = SearchRun.Start(options, folder["run"], TimeProvider.System);
        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        var record = RunDirectory.Open(folder["run"]).ReadResult()!;
        var front = record["front"]!.AsArray();
        Assert.Equal(result.Front.Length, front.Count);
        Assert.Equal((string)record["genotype"]!, (string)front[0]!["genotype"]!);
        Assert.Equal(result.ValidationAccuracy, (double)front[0]!["validationAccuracy"]!, 12);
        foreach (var member in result.Front)
        {
            var cost = GenotypeCost.Of(member.Genotype, Skeleton.Of(options.Space));
            Assert.Equal((cost.Parameters, cost.MultiplyAdds), (member.Parameters, member.MultiplyAdds));
            Assert.DoesNotContain(result.Front, other => other != member && other.Accuracy >= member.Accuracy
                && other.Parameters <= member.Parameters && other.MultiplyAdds <= member.MultiplyAdds
                && (other.Accuracy, other.Parameters, other.MultiplyAdds) != (member.Accuracy, member.Parameters, member.MultiplyAdds));
        }
    }

    private static Tensor Weights(ArchitectureParameters alpha, int step, int pass)
    {
        var moment = new SearchMoment(7, new RunPosition(0, step), default, default);
        var mixture = new FairPathRelaxation().Relax(alpha, new RelaxationContext(moment, SearchLevel.Weights) { Pass = pass });
        return cat([.. alpha.Space.CellKinds.Select(kind => mixture[kind])]); // [kinds * E, O]
    }
}
