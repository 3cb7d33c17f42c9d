using AerNas.Networks;
using AerNas.Networks.Blocks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

public sealed class DroppedPathsTests
{
    private const double Probability = 0.25;
    private const int Images = 4000;

    [Fact]
    public void Mask_ManyImages_DropsThatShareAndIsAnotherOneAtEveryPlace()
    {
        using var scope = NewDisposeScope();
        var paths = Paths(step: 0);
        var like = zeros(Images, 1, 1, 1);

        var first = paths.Mask(like, CellKind.Normal, 0); // [N, 1, 1, 1]

        Assert.InRange(first.mean().item<float>(), 0.72, 0.78); // four standard deviations of 0.007
        Assert.Equal(first, paths.Mask(like, CellKind.Normal, 0), (a, b) => a.equal(b).all().item<bool>());
        foreach (var other in (Tensor[])[paths.Mask(like, CellKind.Normal, 1), paths.Mask(like, CellKind.Reduction, 0), Paths(1).Mask(like, CellKind.Normal, 0)])
            Assert.InRange(first.eq(other).to(float32).mean().item<float>(), 0.55, 0.7); // 5/8 where they are independent
    }

    [Fact]
    public void Append_HandMadeCell_DropsWhatAnEdgeAddsToItsNode()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        var paths = Paths(step: 0);
        var weights = new CellWeights(new Mixture(space, _ => Tensors.Full([6, 5], 0.5, ScalarType.Float64)).WithPaths(paths), CellKind.Normal);
        var x = Tensors.Range(8, ScalarType.Float64).reshape(8, 1, 1, 1).Plus(1);
        var states = new List<NodeState> { new PartialChannels(1).Split(x) };
        var edges = space.Edges.ToDictionary(edge => edge, edge => new MixedOperation(edge, 1, [CandidateOperation.SkipConnect], _ => new Skip()));

        CellNodes.Append(states, space, edge => edges[edge], weights, new PartialChannels(1));

        var kept = space.Edges.Select((_, place) => paths.Mask(x, CellKind.Normal, place).Times(0.5).Over(1 - Probability)).ToArray();
        var first = kept[0] * x;
        var second = (kept[1] * x).Plus(kept[2] * first);
        AssertEqual(first, states[1].Value);
        AssertEqual(second, states[2].Value);
        AssertEqual((kept[3] * x).Plus(kept[4] * first).Plus(kept[5] * second), states[3].Value);
    }

    [Fact]
    public void Forward_InEvaluation_DropsNothing()
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(4, "paths");
        using var supernet = Supernet.Create(SearchSpace.NasBench201, new SupernetOptions { Channels = 4, Cells = 1, DropsPaths = true }, stream);
        var mixture = new Mixture(SearchSpace.NasBench201, _ => Tensors.Full([6, 5], 0.2f));
        var images = randn([4, 3, 8, 8], generator: stream);

        Assert.False(supernet.Forward(images, mixture).allclose(supernet.Forward(images, mixture.WithPaths(Paths(0)))));
        supernet.eval();
        Assert.True(supernet.Forward(images, mixture).equal(supernet.Forward(images, mixture.WithPaths(Paths(0)))).all().item<bool>());
    }

    [Fact]
    public void Create_ForTheFusedEngine_IsRefusedAndAutomaticallyTorch()
    {
        using var stream = RandomStreams.Create(4, "paths");
        var options = new SupernetOptions { Channels = 4, Cells = 1, DropsPaths = true };

        using var supernet = Supernet.Create(SearchSpace.NasBench201, options, stream);

        Assert.Equal(SupernetEngine.Torch, supernet.Engine);
        Assert.Contains("drops no paths", supernet.EngineNote, StringComparison.Ordinal);
        Assert.Throws<InvalidOptionsException>(() => Supernet.Create(SearchSpace.NasBench201, options with { Engine = SupernetEngine.Fused }, stream));
    }

    private static void AssertEqual(Tensor expected, Tensor found) => Assert.True(found.allclose(expected, rtol: 0, atol: 1e-12));

    private static DroppedPaths Paths(int step) =>
        new(Probability, new RelaxationContext(new SearchMoment(7, new RunPosition(3, step), new(3, 10), new(3, 10)), SearchLevel.Weights));
}
