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
}
