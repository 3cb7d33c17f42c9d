using System.Text.Json.Nodes;
using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class BayesNasTests
{
    private const double Rounding = 1e-12;
    private const double InSingle = 1e-6; // of numbers that the state keeps in float32

    [Fact]
    public void Relax_AnyMoment_IsTheSwitchOfTheOperationTimesThatOfItsEdge()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(BayesNas.Method, SearchSpace.NasBench201);
        var alpha = search.State.Alpha;

        var mixture = search.Mixture(search.At(1))[CellKind.Normal];

        var (operations, edges) = (alpha.ToArray(CellKind.Normal), alpha.EdgesToArray(CellKind.Normal)!);
        for (var edge = 0; edge < 6; edge++)
            for (var operation = 0; operation < 5; operation++)
                Assert.Equal(operations[edge, operation] * (1 + edges[edge]), mixture[edge, operation].ToNumber(), Rounding);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Start_AllSwitches_AreOne(string name)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        var published = BayesNas.Method.Published(space);
        var start = published.Alpha.Start(BayesNas.Method.WeighsEdges(space));
        using var alpha = ArchitectureParameters.Initialize(space, new Generator(1), start);

        var mixture = BayesNas.Method.Relaxations(published).Alpha.Relax(alpha, default);

        Assert.All(space.CellKinds, kind => Assert.True(mixture[kind].equal(ones_like(mixture[kind])).all().item<bool>()));
    }

    [Fact]
    public void Relevance_IsWeighedByHowTheLossBends()
    {
        using var scope = NewDisposeScope();
        var (s, gamma, h) = (tensor([-0.5, 0.25, 0.5]), tensor([2.0, 1, 2]), tensor([3.0, 0.2, -3]));

        var updated = SwitchRelevance.Of(s, gamma, h, lambda: 0.1);

        var (first, second) = (0.701287, 0.816497); // by hand: c = 1 / 30.5 and 1 / 3
        AssertNear([first, second, 1e-6], updated.Omega);
        AssertNear([0.712975, 0.306186, 0.5e6], updated.Gamma);
        var within = new SwitchRelevance(tensor([2.0, 4, 1, 3]).reshape(2, 2), updated.Omega).Within(tensor([2.0, 1]));
        AssertNear([1, 4 / 3.0, 0.5, 0.75], within);
    }

    [Fact]
    public void Step_MovesWeightsAndSwitchesByTheLossAndTheSizesOfSwitches()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(BayesNas.Method, SearchSpace.NasBench201, options => options.With<BayesNasOptions>(_ =>
            new BayesNasOptions { OperationWeight = 0.3, EdgeWeight = 0.7 }));
        var moment = search.At(1);
        var alpha = search.State.Alpha;
        var (operations, edges) = (alpha[CellKind.Normal], alpha.EdgeLogits(CellKind.Normal)!);
        var loss = search.Loss(search.Mixture(moment));
        var gradients = Gradients.Of(loss, [operations, edges]);
        var counted = ones_like(operations);
        counted[TensorIndex.Colon, SearchSpace.NasBench201.ColumnOf(CandidateOperation.None)] = zeros([], ScalarType.Float64);
        var towards = gradients[0].Plus(operations.detach().sign() * counted, 0.3);
        var (before, edgesBefore) = (operations.detach().clone(), edges.detach().clone());

        search.Step();

        Assert.True(operations.detach().allclose(before.Plus(towards, -0.1), rtol: 0, atol: Rounding));
        var edgesTowards = gradients[1].Plus(edgesBefore.Plus(1).sign(), 0.7);
        Assert.True(edges.detach().allclose(edgesBefore.Plus(edgesTowards, -0.1), rtol: 0, atol: Rounding));
    }

    [Fact]
    public void Learn_AfterAnEpochOfSwitches_WeighsThemAnewOnce()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(BayesNas.Method, SearchSpace.NasBench201);
        var (state, alpha) = (search.State.Own!, search.State.Alpha);
        var (edge, switches) = (alpha.EdgeLogits(CellKind.Normal)!.Plus(1), alpha[CellKind.Normal]);
        var updates = 0;
        var lesson = new MethodLesson(0, 1, alpha, _ => 0, () => updates++)
        {
            Curvature = _ => [ones_like(switches).Times(2), ones_like(edge).Times(0.5)],
        };

        state.Learn(lesson with { Epoch = 0 }); // in which the switches rest
        Assert.Equal(1, alpha.CompanionOf(CellKind.Normal)[2, 3].ToNumber());
        state.Learn(lesson);
        state.Learn(lesson);

        var (omega, omegaOfEdge) = (Math.Sqrt(2 / (0.005 + 2)), Math.Sqrt(0.5 / (0.005 + 0.5))); // h / (lambda + h gamma)
        var (gamma, gammaOfEdge) = (Math.Abs(switches[2, 3].ToNumber()) / omega, Math.Abs(edge[2].ToNumber()) / omegaOfEdge);
        Assert.Equal(1, updates);
        Assert.Equal(1 / (1 / gamma + 1 / gammaOfEdge), alpha.CompanionOf(CellKind.Normal)[2, 3].ToNumber(), InSingle);
        var sizes = switches.abs().sum().ToNumber()
            - switches.abs()[TensorIndex.Colon, SearchSpace.NasBench201.ColumnOf(CandidateOperation.None)].sum().ToNumber();
        Assert.Equal(0.005 * (omega * sizes + omegaOfEdge * edge.abs().sum().ToNumber()),
            Assert.Single(state.Terms).Penalty(alpha, default).ToNumber(), InSingle);

        state.CompleteEpoch();
        state.Learn(lesson with { Epoch = 2 });
        Assert.Equal(2, updates);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "hasLearned": 1 }""")]
    [InlineData("""{ "hasLearned": true, "more": 1 }""")]
    public void Check_CountersOfNoState_AreToldOf(string counters)
    {
        using var search = new MethodCase(BayesNas.Method, SearchSpace.NasBench201);
        var rules = new OptionRules();
        search.State.Own!.Check(JsonNode.Parse(counters)!.AsObject(), rules);
        Assert.Equal("hasLearned", Assert.Single(rules.Problems).Path);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Discretize_KeepsTheOperationsOfTheLargestGamma(string name)
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(BayesNas.Method, SearchSpace.Find(name));
        var (alpha, space) = (search.State.Alpha, search.State.Alpha.Space);
        var conv = space.Operations[^2];
        var last = space.ComputedNodes.Last();
        var strongest = space.EdgesInto(last).Last();
        foreach (var kind in space.CellKinds)
        {
            alpha.CompanionOf(kind)[.., space.ColumnOf(conv)] = Tensors.Full([], 2, ScalarType.Float64);
            alpha.CompanionOf(kind)[space.RowOf(strongest)] = Tensors.Full([], 3, ScalarType.Float64);
        }

        var chosen = new SwitchRule().Choose(alpha, new(alpha.Kept));

        Assert.All(space.CellKinds, kind =>
        {
            Assert.All(chosen[kind].Where(choice => choice.Edge.To != last), choice => Assert.Equal(conv, choice.Operation));
            Assert.Contains(chosen[kind], choice => choice.Edge == strongest && choice.Operation != CandidateOperation.None);
        });
    }

    [Fact]
    public void Published_BayesNas_IsTheOfficialScripts()
    {
        var options = BayesNas.Method.Published(SearchSpace.Darts);
        Assert.Equal((2, 18, 36, 8),
            (options.Search.Epochs, options.Search.BatchSize, options.Supernet.Channels, options.Supernet.Layers));
        Assert.Equal((0.1, 0.1, 1e-4), (options.Weights.LearningRate, options.Weights.MinimumLearningRate, options.Weights.WeightDecay));
        Assert.Equal((AlphaOptimizer.Momentum, 0.1, 0, 1), (options.Alpha.Optimizer, options.Alpha.LearningRate, options.Alpha.WeightDecay,
            options.Alpha.FirstEpoch(2)));
    }

    private static void AssertNear(double[] expected, Tensor found) => Assert.All(expected.Zip(found.reshape(-1).data<double>().ToArray()),
        pair => Assert.Equal(pair.First, pair.Second, InSingle));
}
