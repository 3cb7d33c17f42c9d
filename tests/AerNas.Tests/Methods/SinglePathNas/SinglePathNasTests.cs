using AerNas.Genotypes;
using AerNas.Latency;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Tests.Latency;
using static TorchSharp.torch;
using Method = AerNas.Methods.SinglePathNas;

namespace AerNas.Tests.Methods.SinglePathNas;

public sealed class SinglePathNasTests
{
    private static readonly SearchSpace Space = SearchSpace.Find("single-path");
    private static readonly EdgeId Edge = Space.Edges[0];

    [Theory]
    [InlineData("mbconv_3x3_e3", 3, 3)]
    [InlineData("mbconv_3x3_e6", 3, 6)]
    [InlineData("mbconv_5x5_e3", 5, 3)]
    public void Forward_OfAPath_IsThatOfTheLargestWithTheRestOfItsKernelsAtZero(string operation, int size, int expansion)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var search = new MethodCase(Method.Method, Space);
        var supernet = search.State.Supernet;
        var part = supernet.Forward(search.Batch.Images, Path(operation));
        var whole = supernet.Forward(search.Batch.Images, Path("mbconv_5x5_e6"));
        foreach (var kernel in Space.CellKinds.SelectMany(kind => supernet.SharedKernels(kind, Edge)))
        {
            var (kept, margin) = (zeros_like(kernel), (5 - size) / 2);
            kept.narrow(0, 0, kernel.shape[0] * expansion / 6).narrow(2, margin, size).narrow(3, margin, size).FillInPlace(1);
            kernel.mul_(kept);
        }

        Assert.True(part.allclose(supernet.Forward(search.Batch.Images, Path("mbconv_5x5_e6")), rtol: 0, atol: 1e-10));
        Assert.False(part.allclose(whole));
    }

    [Fact]
    public void Forward_WhatIsLeftOut_HasNothingOfTheKernel()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var search = new MethodCase(Method.Method, Space);
        var (supernet, kind) = (search.State.Supernet, Space.CellKinds[1]);
        var path = Mixture.Of(ChosenOperations.OnEveryEdge(Space, (of, _) =>
            CandidateOperation.Parse(of == kind ? "skip_connect" : "mbconv_5x5_e6")), ScalarType.Float64);
        var without = supernet.Forward(search.Batch.Images, path);
        Assert.Single(supernet.SharedKernels(kind, Edge)).FillInPlace(0);
        Assert.True(without.allclose(supernet.Forward(search.Batch.Images, Path("mbconv_5x5_e6")), rtol: 0, atol: 1e-10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Step_MovesMarginsByAlphaAndByWhatNormsGain(double rate)
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(Method.Method, Space, options => options with
        {
            Alpha = options.Alpha with { LearningRate = rate },
            Weights = options.Weights with { LearningRate = 0.1 },
        });
        var (alpha, supernet) = (search.State.Alpha, search.State.Supernet);
        var before = Space.CellKinds.ToDictionary(kind => kind, kind => (Margins(kind), Norms(kind)));

        search.Step();

        var moved = 0.0;
        foreach (var kind in Space.CellKinds)
        {
            var ((margins, norms), now) = (before[kind], Margins(kind));
            // the ring's norm depends on no indicator; the others do where that of the ring changes
            if (margins[0] >= 0 != now[0] >= 0) continue;
            var after = Norms(kind);
            for (var i = 0; i < now.Length; i++)
            {
                var byAlpha = now[i] - margins[i] - (after[i] - norms[i]);
                if (rate == 0) Assert.Equal(0, byAlpha, 1e-9);
                else moved += Math.Abs(byAlpha);
                Assert.NotEqual(norms[i], after[i]);
            }
        }

        Assert.Equal(rate > 0, moved > 0);

        double[] Margins(CellKind kind) =>
            [.. Indicators.Of(Space, kind, Edge)!.Margins(alpha[kind][0].detach()).Select(margin => margin.ToNumber())];

        double[] Norms(CellKind kind)
        {
            var (indicators, keeps) = (Indicators.Of(Space, kind, Edge)!, Margins(kind)[0] >= 0 ? 1.0 : 0);
            var squares = stack([.. supernet.SharedKernels(kind, Edge).Select(kernel => indicators.Squares(kernel.detach()))]);
            return [.. KernelNorms.Of(indicators, squares, _ => [Tensors.Full([], keeps, ScalarType.Float64)]).Select(n => n.ToNumber())];
        }
    }

    [Fact]
    public void Relax_InTheWarmUp_DropsIndicatorsOfWAndNoOthers()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(Method.Method, Space);
        var relaxation = search.Method.Relaxations(search.Options)[SearchLevel.Weights];
        var values = Space.CellKinds
            .SelectMany(kind => Enumerable.Range(0, 4).SelectMany(epoch => Values(kind, epoch, SearchLevel.Weights)));
        Assert.Contains(values, value => Math.Abs(value) is > 1.1 and < 8); // 1 / 0.6 and its powers
        Assert.All(Space.CellKinds, kind => Assert.All(Values(kind, 5, SearchLevel.Weights), value => Assert.True(value is 0 or 1)));
        Assert.All(Space.CellKinds, kind => Assert.All(Values(kind, 0, SearchLevel.Validation), value => Assert.True(value is 0 or 1)));

        double[] Values(CellKind kind, int epoch, SearchLevel level) =>
            relaxation.Relax(search.State.Alpha, new RelaxationContext(search.At(epoch), level))[kind].detach().data<double>().ToArray();
    }

    [Fact]
    public void JointLoss_WithLatencies_CountsThemAfterTheWarmUp()
    {
        using var scope = NewDisposeScope();
        var skeleton = new Skeleton { Form = Space.Skeletons[0], Channels = 4, Classes = 3, ImageSize = 8, Layers = 3, Cells = 1 };
        using var search = new MethodCase(Method.Method, Space, options => options with
        {
            Latency = new LatencyOptions { Table = Tables.Of(skeleton, place => place.Operation.Name.Length * 1e-4) },
        });
        search.State.Supernet.Training = false;
        search.At(0);
        var warm = search.Problem.JointLoss();
        search.At(5);
        var loss = search.Problem.JointLoss();
        var milliseconds = new IndicatorRuleOf(search).Chosen.Operations.Sum(operation => operation.Name.Length * 0.1);

        Assert.Equal(warm.CrossEntropy.ToNumber(), warm.Total.ToNumber());
        Assert.Equal(0.1 * Math.Log(milliseconds), loss.Total.ToNumber() - loss.CrossEntropy.ToNumber(), 1e-9);
    }

    [Fact]
    public void Engine_Fused_IsRefusedInASentenceAndAutoTakesTorch()
    {
        var options = new SupernetOptions { Channels = 8, SharesKernels = true };
        using var stream = RandomStreams.Create(0, "shared");
        var problem = Assert.Throws<InvalidOptionsException>(
            () => new Supernet(Space, options with { Engine = NetworkEngine.Fused }, stream));
        Assert.Contains("runtime.engine", problem.Message, StringComparison.Ordinal);
        using var supernet = new Supernet(Space, options with { Engine = NetworkEngine.Auto }, stream);
        Assert.Equal(NetworkEngine.Torch, supernet.Engine);
        Assert.NotNull(supernet.EngineNote);
    }

    [Fact]
    public void Spaces_AreThoseWhoseOperationsArePartsOfOneAnother()
    {
        Assert.Equal(["fairnas", "proxyless", "single-path"], Method.Method.Spaces.Select(space => space.Name).Order());
        var problem = Assert.Single(Method.Method.Published(Space) with { Space = SearchSpace.Find("fbnet") } is var options
            ? options.Validate().Where(p => p.Path == "method") : []);
        Assert.Contains("parts of one another", problem.Message, StringComparison.Ordinal);
    }

    private static Mixture Path(string operation) => Mixture.Of(ChosenOperations.OnEveryEdge(
        Space, (_, _) => CandidateOperation.Parse(operation)), ScalarType.Float64);

    private sealed class IndicatorRuleOf(MethodCase search)
    {
        public ChosenOperations Chosen { get; } =
            new IndicatorRule().Choose(search.State.Alpha, new AerNas.Discretization.Candidates(search.State.Alpha.Kept));
    }
}
