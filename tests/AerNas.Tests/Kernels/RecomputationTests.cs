using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;
using AerNas.Kernels.Simd;
using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Tests.Kernels;

/// <summary>Maps that are computed again in backward passes: the same bytes in less memory.</summary>
public sealed class RecomputationTests
{
    private static readonly BatchShape Shape = new(5, SmallNetworks.ImageChannels, 8, 6);

    public static TheoryData<string, int> Networks => new(
        from name in new[] { "cells", "picked", "dense", "doubled" } from threads in new[] { 1, 2, 3 } select (name, threads));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Passes_OneAfterTheOther_GiveTheSameBytes(string name, int threads)
    {
        var (kept, low) = (Network(name), Network(name));
        low.Graph.Recomputes = true;
        var data = kept.Data(Shape, SmallNetworks.Classes);
        using var keeping = new SupernetExecutor(kept.Graph, 1);
        using var recomputing = new SupernetExecutor(low.Graph, threads);
        var expected = ExecutorRun.Run(keeping, data);

        for (var i = 0; i < 2; i++) expected.AssertSame(ExecutorRun.Run(recomputing, data));

        (expected with { Weights = [] }).AssertSame(ExecutorRun.Run(recomputing, data, weights: false));
        (expected with { Mixture = [] }).AssertSame(ExecutorRun.Run(recomputing, data, mixture: false));
        var again = new float[data.Weights.Length];
        recomputing.Backward(data.LogitGradient, new SupernetGradients { Weights = again });
        Assert.Equal(expected.Weights, again.Select(value => (double)value));
    }

    /// <summary>Parts of the supernet take no part in some passes.</summary>
    [Fact]
    public void Pass_OfOnePathOnly_GivesTheSameBytes()
    {
        var (kept, low) = (Network("cells"), Network("cells"));
        low.Graph.Recomputes = true;
        var data = kept.Data(Shape, SmallNetworks.Classes);
        data = data with { Active = [.. data.Mixture.Select((_, entry) => entry % 3 != 1)] };
        using var keeping = new SupernetExecutor(kept.Graph, 2);
        using var recomputing = new SupernetExecutor(low.Graph, 2);

        ExecutorRun.Run(keeping, data).AssertSame(ExecutorRun.Run(recomputing, data));
    }

    [Fact]
    public void Plan_OfTheDartsSupernet_TakesAThirdLess()
    {
        var graph = SupernetGraph.Of(KeptOperations.All(SearchSpace.Darts), new SupernetOptions { Layers = 8 }).Network;

        var (full, low) = (Floats(recomputes: false), Floats(recomputes: true));

        Assert.InRange(low / (double)full, 0.5, 0.7);

        long Floats(bool recomputes)
        {
            var compiled = GraphCompiler.Compile(graph, new CompilerOptions(Recomputes: recomputes));
            using var plan = new SupernetPlan(compiled, new BatchShape(16, 3, 32, 32), KernelSet.For(compiled), threads: 1);
            return plan.Floats;
        }
    }

    private static NetworkSketch Network(string name) => name switch
    {
        "cells" => SmallNetworks.Cells(channels: 10),
        "picked" => SmallNetworks.Picked(channels: 5),
        "dense" => SmallNetworks.Dense(channels: 8),
        _ => SmallNetworks.Doubled(channels: 8),
    };
}
