using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Tests.Bilevel;

/// <summary>TorchSharp's own optimizers are the oracle.</summary>
public sealed class OptimizerTests
{
    private const double Rounding = 1e-13;

    [Theory]
    [InlineData(0.9, 3e-4, false)]
    [InlineData(0.9, 5e-4, true)]
    [InlineData(0.0, 0.0, false)]
    public void MomentumSgd_TenSteps_MatchesTorch(double momentum, double decay, bool nesterov)
    {
        using var scope = NewDisposeScope();
        var ours = Start();
        var theirs = new TorchSharp.Modules.Parameter(Start());
        using var sgd = new MomentumSgd([ours], momentum, decay, nesterov) { LearningRate = 0.1 };
        using var torchSgd = optim.SGD([theirs], 0.1, momentum, weight_decay: decay, nesterov: nesterov);
        for (var step = 0; step < 10; step++)
        {
            sgd.Step([Gradient(ours)]);
            torchSgd.zero_grad();
            theirs.sin().sum().backward();
            torchSgd.step();
        }

        Assert.True((ours - theirs).abs().max().ToNumber() < Rounding);
    }

    [Theory]
    [InlineData(0.5, 1e-8)]
    [InlineData(0.0, 1e-3)]
    public void Adam_TenSteps_MatchesTorch(double beta1, double epsilon)
    {
        using var scope = NewDisposeScope();
        var ours = Start();
        var theirs = new TorchSharp.Modules.Parameter(Start());
        using var adam = new Adam([ours], 3e-4, beta1, 0.999, 1e-3) { Epsilon = epsilon };
        using var torchAdam = optim.Adam([theirs], 3e-4, beta1, 0.999, epsilon, weight_decay: 1e-3);
        for (var step = 0; step < 10; step++)
        {
            adam.Step([Gradient(ours)]);
            torchAdam.zero_grad();
            theirs.sin().sum().backward();
            torchAdam.step();
        }

        Assert.True((ours - theirs).abs().max().ToNumber() < Rounding);
    }

    [Fact]
    public void ClipNorm_LongVector_IsScaledToTheBound()
    {
        using var scope = NewDisposeScope();
        var parts = new[] { Tensors.Full([3], 2.0, ScalarType.Float64), Tensors.Full([2, 2], -1.0, ScalarType.Float64) };

        var norm = Gradients.ClipNorm(parts, 1.0);

        Assert.Equal(4.0, norm.ToNumber(), 12);
        Assert.Equal(0.5, parts[0][0].ToNumber(), 6);
        Assert.Equal(-0.25, parts[1][0, 0].ToNumber(), 6);
    }

    private static Tensor Start() => linspace(-1, 1, 7, ScalarType.Float64);

    private static Tensor Gradient(Tensor at) => at.cos();
}
