using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

public sealed class SupernetTests
{
    private static readonly SupernetOptions Small = new() { Channels = 4, Layers = 3, Cells = 1, Classes = 10 };

    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(s => s.Name)];

    private static SupernetOptions SmallOf(SearchSpace space) => Small with { Channels = SmallSearch.ChannelsOf(space, least: 4) };

    [Theory]
    [InlineData("darts", 4, 32, 3, 10)]
    [InlineData("darts", 2, 28, 1, 7)]
    [InlineData("nasbench201", 4, 32, 3, 10)]
    [InlineData("nasbench201", 3, 28, 1, 5)]
    public void Forward_AnySize_ScoresEveryClass(string name, int channels, int size, int imageChannels, int classes)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var supernet = Create(space, Small with { Channels = channels, ImageChannels = imageChannels, Classes = classes });
        using var alpha = Alpha(space);
        var logits = supernet.Forward(randn(2, imageChannels, size, size), new SoftmaxRelaxation().Relax(alpha));
        Assert.Equal([2, classes], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Forward_WrongChannels_Throws(string name)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var supernet = Create(space, SmallOf(space));
        using var alpha = Alpha(space);
        Assert.Throws<ArgumentException>(() => supernet.Forward(randn(2, 1, 16, 16), new SoftmaxRelaxation().Relax(alpha)));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Step_Repeated_LeavesNoTensorsBehind(string name)
    {
        var space = Space(name);
        using var supernet = Create(space, SmallOf(space));
        using var alpha = Alpha(space);
        Step(supernet, alpha);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Step(supernet, alpha);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Gradients_OfWeightsAndAlphas_ReachEveryOne(string name)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var supernet = Create(space, SmallOf(space));
        using var alpha = Alpha(space);
        Tensor[] weights = [.. supernet.Weights], all = [.. weights, .. alpha.Tensors];
        Assert.Empty(weights.Select(w => w.Handle).Intersect(alpha.Tensors.Select(a => a.Handle)));
        Assert.Equal(weights.Length, weights.Select(w => w.Handle).Distinct().Count());
        Assert.All(supernet.NamedWeights, parameter => Assert.DoesNotContain("._", "." + parameter.Name));
        var loss = supernet.Forward(randn(4, 3, 16, 16), new SoftmaxRelaxation().Relax(alpha)).Power(2).sum();
        var gradients = autograd.grad([loss], all, allow_unused: true);
        Assert.All(gradients, gradient => Assert.False(gradient.IsInvalid));
        Assert.All(alpha.Tensors.Select((_, i) => gradients[weights.Length + i]), g => Assert.True(g.abs().sum().item<float>() > 0));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Create_SameSeed_SameWeights(string name)
    {
        using var scope = NewDisposeScope();
        using var first = Create(Space(name), SmallOf(Space(name)));
        manual_seed(5); // global state must not matter
        using var second = Create(Space(name), SmallOf(Space(name)) with { DataType = ScalarType.Float64 });
        var pairs = first.NamedWeights.Zip(second.NamedWeights, (a, b) => (A: a, B: b)).ToArray();
        Assert.All(pairs, pair => Assert.Equal(pair.A.Name, pair.B.Name));
        Assert.All(pairs, pair => Assert.True(pair.A.Value.to(ScalarType.Float64).eq(pair.B.Value).all().item<bool>(), pair.A.Name));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Layout_Either_SameLogits(string name)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var alpha = Alpha(space);
        var images = randn(2, 3, 16, 16);
        Tensor Logits(MemoryLayout layout)
        {
            using var supernet = Create(space, Small with { Channels = 8, Layout = layout });
            return supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha));
        }

        Assert.True(Logits(MemoryLayout.ChannelsFirst).allclose(Logits(MemoryLayout.ChannelsLast), rtol: 1e-4, atol: 1e-5));
    }

    private static SearchSpace Space(string name) => SearchSpace.TryFind(name, out var space) ? space : throw new ArgumentException(name);

    private static Supernet Create(SearchSpace space, SupernetOptions options)
    {
        using var generator = RandomStreams.Create(1, "weights");
        return new Supernet(space, options, generator);
    }

    private static ArchitectureParameters Alpha(SearchSpace space)
    {
        using var generator = RandomStreams.Create(1, "alpha");
        return ArchitectureParameters.Initialize(space, generator);
    }

    private static void Step(Supernet supernet, ArchitectureParameters alpha)
    {
        using var scope = NewDisposeScope();
        var loss = supernet.Forward(randn(2, 3, 16, 16), new SoftmaxRelaxation().Relax(alpha)).Power(2).sum();
        Gradients.Of(loss, [.. supernet.Weights, .. alpha.Tensors]);
    }
}
