using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Relaxations;

public sealed class ArchitectureParametersTests
{
    [Fact]
    public void Initialize_WithEdges_DrawsThemAfterTheSameAlphas()
    {
        using var scope = NewDisposeScope();
        using var plain = Draw(weighsEdges: false);
        using var weighed = Draw(weighsEdges: true);

        Assert.Equal(["alpha/Normal", "alpha/Reduction"], plain.Named.Select(named => named.Name));
        Assert.Equal(["alpha/Normal", "alpha/Reduction", "beta/Normal", "beta/Reduction"], weighed.Named.Select(named => named.Name));
        Assert.All(plain.Tensors.Zip(weighed.Tensors), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
        Assert.Null(plain.EdgesToArray(CellKind.Normal));
        Assert.All(weighed.EdgesToArray(CellKind.Normal)!, beta => Assert.InRange(Math.Abs(beta), 0, 0.01)); // ten standard deviations
    }

    [Fact]
    public void FromValues_BetasOfAnotherShape_AreRefused()
    {
        var problem = Assert.Throws<ArgumentException>(
            () => ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => zeros([6, 5]), _ => zeros([5])));
        Assert.Contains("expected [6], got [5]", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Relax_WithEdges_GivesEveryNodeTheWeightOne()
    {
        using var scope = NewDisposeScope();
        using var alpha = Draw(weighsEdges: true);
        var mixture = new SoftmaxRelaxation().Relax(alpha);
        foreach (var kind in alpha.Space.CellKinds)
        {
            var ofEdges = mixture[kind].sum(1); // [E]
            Assert.True(ofEdges.allclose(mixture.EdgeWeights(kind)!));
            foreach (var node in alpha.Space.ComputedNodes)
                Assert.Equal(1, alpha.Space.EdgesInto(node).Sum(edge => ofEdges[alpha.Space.RowOf(edge)].item<float>()), 5);
        }
    }

    [Fact]
    public void Measure_WithEdges_LooksAtAlphasAlone()
    {
        using var scope = NewDisposeScope();
        using var plain = Draw(weighsEdges: false);
        using var weighed = Draw(weighsEdges: true);
        Assert.Equal(
            ArchitectureEntropy.Measure(plain, EntropyOperations.All).item<float>(),
                ArchitectureEntropy.Measure(weighed, EntropyOperations.All).item<float>());
    }

    private static ArchitectureParameters Draw(bool weighsEdges)
    {
        using var stream = RandomStreams.Create(1, "alpha");
        return ArchitectureParameters.Initialize(SearchSpace.Darts, stream, new ArchitectureStart { WeighsEdges = weighsEdges });
    }
}
