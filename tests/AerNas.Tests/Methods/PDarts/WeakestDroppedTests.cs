using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class WeakestDroppedTests
{
    [Fact]
    public void After_EqualOperations_DropsTheFirst()
    {
        var space = SearchSpace.NasBench201;
        using var alpha = ArchitectureParameters.FromValues(space, _ => tensor(new float[] { 2, 1, 1, 3, 1 }).expand(6, 5));
        var narrowing = new WeakestDropped([5, 3, 2]);

        var second = narrowing.After(alpha, 1);
        alpha.Keep(second);
        var third = narrowing.After(alpha, 2);

        Assert.True(narrowing.First(space).IsAll);
        Assert.All(space.Edges, edge =>
        {
            Assert.Equal([CandidateOperation.None, CandidateOperation.NorConv3x3, CandidateOperation.AvgPool3x3],
                second.Of(CellKind.Normal, edge));
            Assert.Equal([CandidateOperation.None, CandidateOperation.NorConv3x3], third.Of(CellKind.Normal, edge));
        });
    }
}
