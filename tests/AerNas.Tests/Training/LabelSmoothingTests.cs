using AerNas.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Training;

public sealed class LabelSmoothingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Loss_OfTwoImages_IsTheCrossEntropyOfTheSmoothedLabels(double epsilon)
    {
        using var scope = NewDisposeScope();
        double[,] scores = { { 1.5, -0.5, 0.25 }, { 0.0, 2.0, -1.0 } };
        int[] labels = [2, 1];
        var loss = new LabelSmoothing(epsilon).Loss(tensor(scores), tensor(new long[] { labels[0], labels[1] }));

        var expected = 0.0;
        for (var image = 0; image < 2; image++)
        {
            var total = Enumerable.Range(0, 3).Sum(k => Math.Exp(scores[image, k]));
            for (var k = 0; k < 3; k++)
                expected -= ((k == labels[image] ? 1 - epsilon : 0) + epsilon / 3) * (scores[image, k] - Math.Log(total)) / 2;
        }

        Assert.Equal(expected, loss.item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Loss_OfWeightedClasses_IsTheMeanInWhichEachImageCountsByItsClass(double epsilon)
    {
        using var scope = NewDisposeScope();
        var scores = tensor(new[,] { { 1.5, -0.5, 0.25 }, { 0.0, 2.0, -1.0 } });
        var losses = new[] { 2L, 1L }.Select((label, i) =>
            new LabelSmoothing(epsilon).Loss(scores.narrow(0, i, 1), tensor([label])).item<double>()).ToArray();
        var weighted = new LabelSmoothing(epsilon) { ClassWeights = [1, 0.5f, 3] }.Loss(scores, tensor(new[] { 2L, 1L }));
        Assert.Equal((3 * losses[0] + 0.5 * losses[1]) / 3.5, weighted.item<double>(), 1e-12);
    }

    [Fact]
    public void Balanced_OfUnevenClasses_HasEachCountAlike()
    {
        int[] counts = [60, 30, 0, 10];
        var weights = LabelSmoothing.Balanced(counts);
        Assert.Equal([100 / 3f, 100 / 3f, 0, 100 / 3f], weights.Zip(counts, (weight, count) => weight * count),
            (a, b) => Math.Abs(a - b) < 1e-4);
    }
}
