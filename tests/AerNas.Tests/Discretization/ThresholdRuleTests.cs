using AerNas.Costs;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class ThresholdRuleTests
{
    private const double Open = 3; // sigmoid 0.95
    private const double Shut = 1; // sigmoid 0.73

    private static readonly ThresholdRule Rule = new(0.85);

    [Fact]
    public void Discretize_OnDarts_KeepsTheStrongOnesOfTheTwoBestEdges()
    {
        var cell = Darts(("2<-0", CandidateOperation.SepConv3x3, Open), ("2<-1", CandidateOperation.SkipConnect, Open + 1),
            ("3<-0", CandidateOperation.DilConv3x3, Open), ("3<-2", CandidateOperation.None, 9),
            ("4<-0", CandidateOperation.SkipConnect, Open), ("4<-1", CandidateOperation.SkipConnect, Open + 1),
            ("4<-3", CandidateOperation.MaxPool3x3, Open + 2),
            ("5<-4", CandidateOperation.SepConv5x5, Open))[CellKind.Normal];

        Assert.Equal(
            ["2<-1 skip_connect", "2<-0 sep_conv_3x3", "3<-0 dil_conv_3x3", "4<-3 max_pool_3x3", "4<-1 skip_connect", "5<-4 sep_conv_5x5"],
            cell.Edges.Select(e => $"{e.Edge} {e.Operation}"));
        Assert.Equal([2, 3, 4, 5], cell.Output.Select(node => node.Value));
    }

    [Fact]
    public void Discretize_NodesWithoutEdges_AreLeftOutWithWhatReadsThem()
    {
        var genotype = Darts(("2<-0", CandidateOperation.SepConv3x3, Open), ("3<-1", CandidateOperation.SkipConnect, Shut),
            ("4<-3", CandidateOperation.SepConv3x3, Open), ("5<-2", CandidateOperation.DilConv5x5, Open),
                ("5<-4", CandidateOperation.SepConv5x5, Open));

        var cell = genotype[CellKind.Normal];

        Assert.Equal(["2<-0 sep_conv_3x3", "3<-2 dil_conv_5x5"], cell.Edges.Select(e => $"{e.Edge} {e.Operation}"));
        Assert.Equal([2, 3], cell.Output.Select(node => node.Value));
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.Equal(genotype, GenotypeNotation.Parse(GenotypeNotation.Json(genotype)));
    }

    [Fact]
    public void Discretize_NothingStrongEnough_IsStillANetwork()
    {
        var genotype = Darts(("2<-1", CandidateOperation.SkipConnect, Shut), ("5<-4", CandidateOperation.SepConv5x5, Open));
        Assert.Equal("2<-1 skip_connect", genotype[CellKind.Reduction].Edges.Select(e => $"{e.Edge} {e.Operation}").Single());
        AssertIsANetwork(genotype);
    }

    [Fact]
    public void Discretize_AmongOperationsOfAnEdge_KeepsTwoOfThemAndAsManyEdgesAsReachTheThreshold()
    {
        var genotype = Darts(new ThresholdRule(0.85, ThresholdScope.OperationsOfEdge),
            ("2<-0", CandidateOperation.SepConv3x3, Open), ("2<-0", CandidateOperation.SkipConnect, Open + 1),
            ("2<-0", CandidateOperation.MaxPool3x3, Open + 2),
            ("2<-1", CandidateOperation.DilConv3x3, Open), ("2<-1", CandidateOperation.None, 9),
            ("3<-0", CandidateOperation.SkipConnect, Open),
            ("3<-1", CandidateOperation.SkipConnect, Open), ("3<-2", CandidateOperation.SepConv5x5, Open),
                ("4<-3", CandidateOperation.SkipConnect, Shut));

        var cell = genotype[CellKind.Normal];

        Assert.Equal(
            ["2<-0 skip_connect", "2<-0 max_pool_3x3", "2<-1 dil_conv_3x3", "3<-0 skip_connect", "3<-1 skip_connect", "3<-2 sep_conv_5x5"],
            cell.Edges.Select(e => $"{e.Edge} {e.Operation}"));
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.Equal(genotype, GenotypeNotation.Parse(GenotypeNotation.Json(genotype)));
        AssertIsANetwork(genotype);
    }

    [Fact]
    public void Discretize_OnNasBench201_EdgesWithoutAStrongOperationCarryNone()
    {
        var space = SearchSpace.NasBench201;
        using var alpha = Alpha(space, ("1<-0", CandidateOperation.NorConv3x3, Open), ("2<-0", CandidateOperation.SkipConnect, Shut),
            ("3<-2", CandidateOperation.None, 9));

        Assert.Equal("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|", Rule.Discretize(alpha).ToString());
    }

    private static Genotype Darts(params (string Edge, CandidateOperation Operation, double Value)[] set) => Darts(Rule, set);

    private static Genotype Darts(ThresholdRule rule, params (string Edge, CandidateOperation Operation, double Value)[] set)
    {
        using var alpha = Alpha(SearchSpace.Darts, set);
        return rule.Discretize(alpha);
    }

    private static void AssertIsANetwork(Genotype genotype)
    {
        var skeleton = Skeleton.Cifar with { Channels = 4, Layers = 3, Classes = 3, ImageSize = 8 };
        using var stream = RandomStreams.Create(1, "weights");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(stream, ScalarType.Float32, CPU));
        Assert.Equal([2, 3], network.Forward(randn(2, 3, 8, 8)).Logits.shape);
        Assert.Equal(network.NamedWeights.Sum(p => p.Value.numel()), GenotypeCost.Of(genotype, skeleton).Parameters);
    }

    private static ArchitectureParameters Alpha(
        SearchSpace space, params (string Edge, CandidateOperation Operation, double Value)[] set) =>
        ArchitectureParameters.FromValues(space, _ =>
        {
            var values = new double[space.Edges.Length, space.Operations.Length];
            foreach (var (edge, operation, value) in set)
                values[space.RowOf(space.Edges.Single(e => e.ToString() == edge)), space.ColumnOf(operation)] = value;
            return tensor(values);
        });
}
