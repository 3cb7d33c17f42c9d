using AerNas.Options;
using AerNas.Training;

namespace AerNas.Tests.Training;

public sealed class TrainingDataTests
{
    [Fact]
    public void Epoch_OfSomeOfTheImages_HasTheFirstAndTestsOnAll()
    {
        var dataset = SmallTraining.Embedded(train: 96, test: 24);
        var data = new TrainingData(dataset, Of(images: 40));

        Assert.Equal(3, data.StepsPerEpoch); // 16, 16 and 8 images
        var labels = data.Epoch(0, 0).SelectMany(batch => batch.Labels.data<long>().ToArray()).Order();
        Assert.Equal(dataset.Train.Labels.Take(40).Order().Select(label => (long)label), labels);
        Assert.Equal(24, data.Test()!.Sum(batch => batch.Count));
    }

    [Fact]
    public void New_MoreImagesThanThereAre_IsRefused() => Assert.Contains("data.images: is 97, but there are only 96 training images.",
        Assert.Throws<InvalidOptionsException>(() => new TrainingData(SmallTraining.Embedded(train: 96, test: 24), Of(images: 97))).Message,
            StringComparison.Ordinal);

    private static TrainingOptions Of(int images)
    {
        var options = SmallTraining.Options(SmallTraining.NasBench201);
        return options with { Data = options.Data with { Images = images } };
    }
}
