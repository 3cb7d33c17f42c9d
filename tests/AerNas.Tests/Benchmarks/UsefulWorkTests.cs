using AerNas.Benchmarks.Steps;
using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Tests.Benchmarks;

public sealed class UsefulWorkTests
{
    private const int Classes = 10;

    /// <summary>
    /// 2 channels, one cell a stage, 8x8: the stem 3*2*9 weights at 64 pixels; a cell six edges of (9 + 1) C^2 weights, C = 2, 4, 8 at 64,
    /// 16 and 4 pixels; a reduction 9*C*2C and 9*2C*2C and C*2C weights at 16 and 4 pixels; the classifier 8*10 weights.
    /// </summary>
    [Fact]
    public void Of_NasBench201_IsWhatTheHandCounts()
    {
        var work = UsefulWork.Of(SearchSpace.NasBench201, new SupernetOptions { Channels = 2, Cells = 1, Classes = Classes }, size: 8);
        const long cells = 6 * 10 * (4 * 64 + 16 * 16 + 64 * 4);
        const long reductions = (9 * 8 + 9 * 16 + 8) * 16 + (9 * 32 + 9 * 64 + 32) * 4;
        Assert.Equal(new UsefulWork(Stem: 54 * 64, Others: cells + reductions + 80), work);
    }

    /// <summary>
    /// One cell, a reduction, of 4 channels at 4x4 behind a stem of 6 channels at 8x8: two inputs brought from 6 to 4 channels at 64
    /// pixels; on 14 edges the separable convolutions twice and the dilated ones once (k^2 * 4 + 4 * 4) weights, k = 3 and 5, at 16 pixels;
    /// on the 8 edges of stride 2 a skip of 4 * 4 weights; the classifier 16 * 10 weights.
    /// </summary>
    [Fact]
    public void Of_Darts_IsWhatTheHandCounts()
    {
        var work = UsefulWork.Of(SearchSpace.Darts, new SupernetOptions { Channels = 2, Layers = 1, Classes = Classes }, size: 8);
        const long edge = 3 * (9 * 4 + 16) + 3 * (25 * 4 + 16);
        Assert.Equal(new UsefulWork(Stem: 3 * 6 * 9 * 64, Others: 2 * 24 * 64 + 14 * edge * 16 + 8 * 16 * 16 + 160), work);
    }

    /// <summary>The costs of genotypes, checked against the official tables, share no code with the count.</summary>
    [Fact]
    public void Of_NasBench201_IsTheSumOverItsGenotypes()
    {
        const int channels = 4, size = 16;
        var skeleton = Skeleton.NasBench201 with { Channels = channels, Cells = 2, Classes = Classes, ImageSize = size };
        var without = CostOf("none");
        var sum = without + SearchSpace.NasBench201.Operations.Sum(operation => CostOf(operation.Name) - without);
        var work = UsefulWork.Of(SearchSpace.NasBench201, new SupernetOptions { Channels = channels, Cells = 2, Classes = Classes }, size);
        Assert.Equal(sum, work.Forward);

        long CostOf(string o) =>
            GenotypeCost.Of(GenotypeNotation.Parse($"|{o}~0|+|{o}~0|{o}~1|+|{o}~0|{o}~1|{o}~2|"), skeleton).MultiplyAdds;
    }

    [Fact]
    public void Steps_OfAnyWork_CountEachPassByTheSameRule()
    {
        var work = new UsefulWork(Stem: 1, Others: 100);
        Assert.Equal((101 + 100) + (101 + 100 + 101), work.FirstOrderStep);
        Assert.Equal(2 * (101 + 100 + 101) + 2 * (101 + 100) + (101 + 100 + 101), work.SecondOrderStep);
    }

    [Theory]
    [InlineData("darts", 16, 48)]
    [InlineData("nasbench201", 64, 156)]
    public void FirstOrderStep_OfThePublishedSizes_IsWhatTheBenchmarksAreJudgedBy(string space, int batch, int gflop)
    {
        var work = UsefulWork.Of(SearchSpace.Find(space), new SupernetOptions(), size: 32);
        Assert.Equal(gflop, 2e-9 * batch * work.FirstOrderStep, tolerance: 1.0);
    }
}
