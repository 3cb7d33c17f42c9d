using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class DartsSingleTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Step_MovesBothByOneGradientOfTheTrainingLoss(string name)
    {
        using var scope = NewDisposeScope();
        using var single = new MethodCase(DartsSingle.Method, SearchSpace.Find(name), WithoutNesterov);
        var state = single.State;
        Tensor[] variables = [.. state.Supernet.Weights, .. state.Alpha.Tensors];
        var gradients = Gradients.Of(single.Loss(single.Mixture(single.At(0))), variables);
        Gradients.ClipNorm(gradients[..state.Supernet.Weights.Count], single.Options.Weights.GradientClip);
        var expected = single.StepByHand([.. variables.Select(variable => variable.detach().clone())], gradients).ToArray();

        single.Step();

        foreach (var (variable, byHand) in variables.Zip(expected))
            Assert.True(variable.detach().allclose(byHand, rtol: 0, atol: Rounding));
    }

    [Fact]
    public void Step_UnderTheRegularizer_MovesAlphaAloneByIt()
    {
        using var scope = NewDisposeScope();
        using var plain = new MethodCase(DartsSingle.Method, SearchSpace.NasBench201);
        using var regularized = new MethodCase(DartsSingle.Method, SearchSpace.NasBench201,
            options => options with { Entropy = new EntropyOptions { Negative = -5 } });

        plain.Step();
        regularized.Step();

        Assert.True(plain.State.Supernet.Weights.Zip(regularized.State.Supernet.Weights)
            .All(pair => pair.First.equal(pair.Second).all().item<bool>()));
        Assert.False(plain.State.Alpha[CellKind.Normal].equal(regularized.State.Alpha[CellKind.Normal]).all().item<bool>());
    }

    [Fact]
    public void Mixture_NeverHoldsNone()
    {
        using var scope = NewDisposeScope();
        using var single = new MethodCase(DartsSingle.Method, SearchSpace.NasBench201);
        var (mixture, space) = (single.Mixture(single.At(0)), SearchSpace.NasBench201);

        Assert.All(space.Edges, edge => Assert.False(mixture.IsActive(CellKind.Normal, edge, CandidateOperation.None)));
        Assert.All(space.Edges, edge => Assert.Equal(1, mixture[CellKind.Normal][space.RowOf(edge)].sum().item<double>(), Rounding));
    }

    /// <summary>Whose first step is worked out by hand as that of plain momentum.</summary>
    private static SearchOptions WithoutNesterov(SearchOptions options) =>
        options with { Weights = options.Weights with { Nesterov = false } };
}
