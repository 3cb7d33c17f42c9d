using AerNas.Data;
using AerNas.Export;
using AerNas.Inference;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Training;
using SkiaSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Export;

/// <summary>A model that a program asks: by files, bytes and streams, and from several threads.</summary>
public sealed class ModelUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Model _model;

    public ModelUseTests()
    {
        var images = SmallTraining.Embedded(train: 20, test: 10);
        var genotype = SmallTraining.GenotypeOf(SmallTraining.NasBench201);
        var skeleton = SmallTraining.Options(SmallTraining.NasBench201).Network.SkeletonFor(genotype, images);
        using var draws = RandomStreams.Create(3, "weights");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(draws, ScalarType.Float32, CPU));
        ModelFolder.Save(_folder["model"], ModelCard.Of(skeleton, images, 0.5), genotype, network);
        _model = ModelFolder.Load(_folder["model"]);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Classify_OfAFileBytesOrAStream_GivesTheSameTopClasses()
    {
        var bytes = Picture(seed: 1);
        var file = _folder.Write("a.png", bytes);
        var ofFile = Assert.Single(_model.Classify([file], top: 3));
        using var stream = new MemoryStream([1, 2, .. bytes]) { Position = 2 };

        Assert.Equal(3, ofFile.Likeliest.Length);
        Assert.Equal(ofFile.Likeliest, _model.Classify(bytes, top: 3).Likeliest);
        Assert.Equal(ofFile.Likeliest, _model.Classify(stream, top: 3, name: "b").Likeliest);
        Assert.Equal((ofFile.Likeliest[0].Class, ofFile.Likeliest[0].Probability), (ofFile.Class, ofFile.Probability));
        Assert.Equal(10, _model.Classify(bytes, top: 99).Likeliest.Length);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Classify_OfBrokenBytes_NamesThem()
    {
        var damaged = Assert.Throws<DatasetFormatException>(() => _model.Classify([1, 2, 3], name: "upload 7"));
        Assert.StartsWith("upload 7: ", damaged.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Classify(Picture(1), top: 0));
    }

    [Fact]
    public void Classify_FromSeveralThreads_AnswersAsOne()
    {
        var pictures = Enumerable.Range(0, 12).Select(Picture).ToArray();
        var alone = pictures.Select(picture => _model.Classify(picture).Likeliest[0]).ToArray();
        var together = new ClassProbability[pictures.Length];
        Parallel.For(0, pictures.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => together[i] = _model.Classify(pictures[i]).Likeliest[0]);
        Assert.Equal(alone, together);
    }

    private static byte[] Picture(int seed) => DatasetFixtures.Picture(40, 30, new SKColor((byte)(20 * seed), (byte)(255 - 20 * seed), 50));
}
