using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>Mixtures in which little or nothing takes part, on either engine.</summary>
public sealed class SparseMixtureTests
{
    private const double Tolerance = 1e-5; // float32 on tiny networks: some thousand roundings of 6e-8
    private const double GradientTolerance = 1e-4; // sums of some thousand products that nearly cancel
    private const int Unreached = 2;

    [Theory]
    [InlineData("darts", NetworkEngine.Torch)]
    [InlineData("darts", NetworkEngine.Fused)]
    [InlineData("nasbench201", NetworkEngine.Torch)]
    [InlineData("nasbench201", NetworkEngine.Fused)]
    public void Forward_ANodeThatNothingReaches_IsAMapOfZeros(string name, NetworkEngine engine)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var supernet = Create(space, engine);
        var images = Images();

        var rows = space.EdgesInto(new NodeIndex(Unreached)).Select(edge => (long)space.RowOf(edge)).ToArray();

        var sparse = supernet.Forward(images, new Mixture(space, _ => Ones(space), (_, edge, _) => edge.To.Value != Unreached));
        var multipliedByZero = supernet.Forward(images, new Mixture(space, _ => Ones(space).index_copy_(
            0, tensor(rows), zeros(rows.Length, space.Operations.Length))));

        Assert.InRange((sparse - multipliedByZero).abs().max().item<float>(), 0, Tolerance * multipliedByZero.abs().max().item<float>());
    }

    [Fact]
    public void Gradients_OfInactiveWeightsAsNumbers_AreTheSameOnBothEngines()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        var torch = GradientOfNumbers(NetworkEngine.Torch);
        var fused = GradientOfNumbers(NetworkEngine.Fused);

        Assert.InRange((fused - torch).abs().max().item<float>(), 0, GradientTolerance * torch.abs().max().item<float>());
        Assert.True(torch[space.RowOf(space.Edges[^1]), space.ColumnOf(CandidateOperation.None)].abs().item<float>() > 0,
            "none is a number as well");

        Tensor GradientOfNumbers(NetworkEngine engine)
        {
            using var supernet = Create(space, engine);
            var weights = Ones(space).Times(0.5).requires_grad_(true); // [E, O]
            var mixture = new Mixture(space, _ => weights, IsActive) { AddsInactiveWeights = true };
            return Gradients.Of(supernet.Forward(Images(), mixture).Power(2).sum(), [weights])[0];
        }

        static bool IsActive(CellKind kind, EdgeId edge, CandidateOperation operation) =>
            edge.From.Value == 0 && operation == CandidateOperation.NorConv1x1;
    }

    private static SearchSpace Space(string name) => SearchSpace.Find(name);

    private static Tensor Ones(SearchSpace space) => ones(space.Edges.Length, space.Operations.Length);

    private static Supernet Create(SearchSpace space, NetworkEngine engine)
    {
        using var generator = RandomStreams.Create(4, "weights");
        return new Supernet(space, new SupernetOptions { Channels = 4, Layers = 3, Cells = 1, Engine = engine }, generator);
    }

    private static Tensor Images()
    {
        using var generator = RandomStreams.Create(4, "images");
        return randn([4, 3, 8, 8], generator: generator);
    }
}
