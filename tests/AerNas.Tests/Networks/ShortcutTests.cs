using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Sampling;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>Spaces whose edges have a skip connection beside what they carry.</summary>
public sealed class ShortcutTests
{
    private static readonly SearchSpace Space = new(SearchSpace.NasBench201.Definition with { Name = "shortcuts", Shortcuts = true });

    [Fact]
    public void Mixture_OfAHandMadeCell_AddsWhatEveryEdgeReads()
    {
        using var scope = NewDisposeScope();
        var mixture = new Mixture(Space, _ => Tensors.Full([6, 5], 0.5, ScalarType.Float64));

        var nodes = Nodes(mixture);

        AssertIs(1.5, nodes[0]); // 0.5 x + x
        AssertIs(1.5 + 1.5 * 1.5, nodes[1]);
        AssertIs(1.5 + 1.5 * 1.5 + 1.5 * 3.75, nodes[2]);
    }

    [Fact]
    public void Mixture_OfAnArchitecture_HasTheShortcutsOfItsEdgesAlone()
    {
        using var scope = NewDisposeScope();
        // node 1 reads the input, node 2 node 1, node 3 the input; the other edges carry none
        var chosen = ChosenOperations.OnEveryEdge(Space, (_, edge) =>
            edge.From.Value == (edge.To.Value == 3 ? 0 : edge.To.Value - 1) ? CandidateOperation.SkipConnect : CandidateOperation.None);

        var nodes = Nodes(Mixture.Of(chosen, ScalarType.Float64));

        AssertIs(2, nodes[0]);
        AssertIs(4, nodes[1]);
        AssertIs(2, nodes[2]);
    }

    /// <summary>At stride 1 they have no weights; at stride 2 they are two convolutions of half the width with a norm.</summary>
    [Fact]
    public void DerivedNetwork_OfASpaceWithShortcuts_HasTheWeightsOfTheReducingOnesBeside()
    {
        const int Channels = 8, Layers = 3; // of which the second and third reduce, to 16 and 32 channels
        var genotype = RandomArchitecture.Of(SearchSpace.Find("darts-all-skip"), seed: 4);
        var skeleton = Skeleton.Of(genotype.Space) with { Channels = Channels, Layers = Layers };
        var without = GenotypeNotation.Parse(GenotypeNotation.Json(genotype).Replace("darts-all-skip", "darts", StringComparison.Ordinal));

        var (beside, alone) = (Parameters(genotype, skeleton), Parameters(without, Skeleton.Of(without.Space) with
        {
            Channels = Channels,
            Layers = Layers,
        }));

        var strided = genotype[CellKind.Reduction].Edges.Count(edge => edge.Edge.From.Value < 2);
        Assert.True(strided > 0);
        Assert.Equal(strided * (16 * 16 + 2 * 16 + 32 * 32 + 2 * 32), beside - alone);
    }

    private static long Parameters(Genotype genotype, Skeleton skeleton) => GenotypeCost.Of(genotype, skeleton).Parameters;

    private static Tensor[] Nodes(Mixture mixture) =>
        new HandMadeCell(Space, CellKind.Normal, partialChannels: 1, inputs: 1).Nodes(ones([1, 4, 1, 1], ScalarType.Float64), mixture);

    private static void AssertIs(double expected, Tensor node) =>
        Assert.All(node.data<double>().ToArray(), x => Assert.Equal(expected, x, 12));
}
