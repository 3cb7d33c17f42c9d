using System.Collections.Immutable;
using AerNas.Networks;
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
    private static readonly ImmutableArray<int> Places = [0, 0, 1];

    [Fact]
    public void Mask_ManyImages_DropsThatShareAndIsAnotherOneAtEveryPlace()
    {
        using var scope = NewDisposeScope();
        var paths = Paths(step: 0);

        var first = Mask(paths, 0); // [N]

        Assert.InRange(first.mean().item<float>(), 0.72, 0.78); // four standard deviations of 0.007
        Assert.True(first.equal(Mask(paths, 0)).all().item<bool>());
        foreach (var other in (Tensor[])[Mask(paths, 1), Mask(paths, 2), Mask(Paths(1), 0)])
            Assert.InRange(first.eq(other).to(float32).mean().item<float>(), 0.55, 0.7); // 5/8 where they are independent
    }

    [Fact]
    public void Forward_HandMadeCell_DropsWhatAnEdgeAddsToItsNode()
    {
        using var scope = NewDisposeScope();
        var paths = Paths(step: 0);
        var mixture = new Mixture(SearchSpace.NasBench201, _ => Tensors.Full([6, 5], 0.5, ScalarType.Float64)).WithPaths(paths);
        var x = Tensors.Range(8 * 4, ScalarType.Float64).reshape(8, 4, 1, 1).Plus(1);

        var nodes = new HandMadeCell(SearchSpace.NasBench201, CellKind.Normal, partialChannels: 1, inputs: 1, dropsPaths: true)
            .Nodes(x, mixture);

        var drops = paths.At([.. Enumerable.Repeat(0, 6)]);
        var kept = Enumerable.Range(0, 6).Select(place =>
            tensor([.. drops.Keeps(place, 8).Select(keeps => keeps ? 0.5 / (1 - Probability) : 0)]).reshape(8, 1, 1)).ToArray();
        var input = x.reshape(8, 4, 1);
        var first = kept[0] * input;
        var second = (kept[1] * input).Plus(kept[2] * first);
        AssertEqual(first, nodes[0]);
        AssertEqual(second, nodes[1]);
        AssertEqual((kept[3] * input).Plus(kept[4] * first).Plus(kept[5] * second), nodes[2]);
    }

    [Fact]
    public void Forward_InEvaluation_DropsNothing()
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(4, "paths");
        using var supernet = new Supernet(SearchSpace.NasBench201,
            new SupernetOptions { Channels = 4, Cells = 1, DropsPaths = true }, stream);
        var mixture = new Mixture(SearchSpace.NasBench201, _ => Tensors.Full([6, 5], 0.2f));
        var images = randn([4, 3, 8, 8], generator: stream);

        Assert.False(supernet.Forward(images, mixture).allclose(supernet.Forward(images, mixture.WithPaths(Paths(0)))));
        supernet.Training = false;
        Assert.True(supernet.Forward(images, mixture).equal(supernet.Forward(images, mixture.WithPaths(Paths(0)))).all().item<bool>());
    }

    [Fact]
    public void Forward_OnEitherEngine_DropsTheSame()
    {
        using var scope = NewDisposeScope();
        var mixture = new Mixture(SearchSpace.NasBench201, _ => Tensors.Full([6, 5], 0.2f)).WithPaths(Paths(0));
        var images = randn([8, 3, 8, 8]);
        var logits = new[] { NetworkEngine.Torch, NetworkEngine.Fused }.Select(engine =>
        {
            using var stream = RandomStreams.Create(4, "paths");
            using var supernet = new Supernet(SearchSpace.NasBench201,
                new SupernetOptions { Channels = 4, Cells = 1, DropsPaths = true, Engine = engine }, stream);
            return supernet.Forward(images, mixture);
        }).ToArray();

        Assert.True(logits[0].allclose(logits[1], rtol: 1e-3, atol: 1e-4));
    }

    private static Tensor Mask(DroppedPaths paths, int place) =>
        tensor([.. paths.At(Places).Keeps(place, Images).Select(keeps => keeps ? 1f : 0)]);

    private static void AssertEqual(Tensor expected, Tensor found) => Assert.True(found.allclose(expected, rtol: 0, atol: 1e-12));

    private static DroppedPaths Paths(int step) =>
        new(Probability, new RelaxationContext(new SearchMoment(7, new RunPosition(3, step), new(3, 10), new(3, 10)), SearchLevel.Weights));
}
