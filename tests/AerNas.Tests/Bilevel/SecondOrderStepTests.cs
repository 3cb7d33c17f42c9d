using AerNas.Bilevel;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Bilevel;

public sealed class SecondOrderStepTests
{
    private const double Exact = 1e-9; // a quadratic's central differences are exact up to rounding / (2 eps)

    [Theory]
    [InlineData(1, 5, 3, 0.1, 0.9, 3e-4)]
    [InlineData(2, 1, 1, 1.0, 0.0, 0.0)]
    [InlineData(3, 40, 7, 0.025, 0.9, 5e-4)]
    public void Compute_QuadraticProblem_GivesTheKnownHypergradient(
        int seed, int weights, int alphas, double xi, double momentum, double decay)
    {
        using var scope = NewDisposeScope();
        using var problem = new QuadraticProblem(seed, weights, alphas);
        using var optimizer = new MomentumSgd(problem.Weights, momentum, decay) { LearningRate = xi };
        optimizer.Step([ones_like(problem.W)]); // so that there is a velocity

        var gradient = new SecondOrderStep().Compute(problem, optimizer);

        var expected = problem.Hypergradient(xi, momentum, decay, optimizer.Velocity[0]);
        Assert.True((gradient.Alphas[0] - expected).abs().max().ToNumber() < Exact);
    }

    [Fact]
    public void Compute_ZeroXi_EqualsFirstOrder()
    {
        using var scope = NewDisposeScope();
        using var problem = new QuadraticProblem(4, 6, 4);
        using var optimizer = new MomentumSgd(problem.Weights, 0.9, 3e-4) { LearningRate = 0.1 };

        var second = new SecondOrderStep(unrollStep: 0).Compute(problem, optimizer);
        var first = new FirstOrderStep().Compute(problem, optimizer);

        Assert.Equal(first.Alphas[0].data<double>().ToArray(), second.Alphas[0].data<double>().ToArray());
        Assert.Equal(first.CrossEntropy.ToNumber(), second.CrossEntropy.ToNumber());
    }

    [Fact]
    public void Compute_AnyProblem_RestoresTheWeightsExactly()
    {
        using var scope = NewDisposeScope();
        using var problem = new QuadraticProblem(5, 30, 4);
        using var optimizer = new MomentumSgd(problem.Weights, 0.9, 3e-4) { LearningRate = 0.1 };
        var before = problem.W.data<double>().ToArray();

        new SecondOrderStep().Compute(problem, optimizer);

        Assert.Equal(before, problem.W.data<double>().ToArray());
    }

    [Fact]
    public void Compute_ThreeTimes_LeavesNoTensorsBehind()
    {
        using var problem = new QuadraticProblem(6, 5, 3);
        using var optimizer = new MomentumSgd(problem.Weights, 0.9, 3e-4) { LearningRate = 0.1 };
        Run();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Run();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Run()
        {
            using var scope = NewDisposeScope();
            new SecondOrderStep().Compute(problem, optimizer);
        }
    }
}
