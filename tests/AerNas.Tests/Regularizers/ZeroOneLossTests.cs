using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Regularizers;

public sealed class ZeroOneLossTests
{
    [Theory]
    [InlineData("darts", ZeroOneDistance.Squared, -0.625)]
    [InlineData("darts", ZeroOneDistance.Absolute, -2.5)]
    [InlineData("nasbench201", ZeroOneDistance.Squared, -0.625)]
    [InlineData("nasbench201", ZeroOneDistance.Absolute, -2.5)]
    public void Penalty_GatesAtThreeQuarters_IsTenTimesTheMeanDistanceBelowZero(string name, ZeroOneDistance distance, double expected)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
        {
            // sigmoid(log 3) = 3/4
            var values = Tensors.Full([space.Edges.Length, space.Operations.Length], Math.Log(3), ScalarType.Float64);
            values[TensorIndex.Colon, space.ColumnOf(CandidateOperation.None)] = 9; // does not count
            return values;
        });

        Assert.Equal(expected, new ZeroOneLoss(10, distance).Penalty(alpha, new EpochProgress(0, 1)).ToNumber(), 1e-12);
    }
}
