using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class NaoNetTests
{
    private const double Rounding = 1e-12;

    private static readonly AutoencoderOptions Sizes = new() { Embedding = 4, Units = 6, PredictorUnits = 5, Epochs = 3, Dropout = 0.2 };
    private static readonly NaoNetOptions Options = new() { Seeds = 8, Rounds = 2, New = 4, Starts = 5, Autoencoder = Sizes };

    /// <summary>By hand: with weights of 0 a half is foretold of everything, and each of five tokens is as likely.</summary>
    [Fact]
    public void Loss_OfWeightsOfZero_IsEightTenthsOfTheErrorAndTwoOfTheLogarithm()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = Create(SearchSpace.NasBench201);
        using (no_grad())
            foreach (var weight in autoencoder.Weights) weight.FillInPlace(0);

        var loss = autoencoder.Loss([[0, 1, 2, 3, 4, 0], [1, 1, 1, 1, 1, 1]], [0.9, 0.3]);

        Assert.Equal(0.8 * (0.4 * 0.4 + 0.2 * 0.2) / 2 + 0.2 * Math.Log(5), loss.ToNumber(), Rounding);
    }

    [Fact]
    public void Loss_OfTheParts_IsSquaredErrorAndMinusLogProbability()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = Create(SearchSpace.Darts);
        int[][] sequences = [Sequence(SearchSpace.Darts, 0), Sequence(SearchSpace.Darts, 1)];
        var encoded = autoencoder.Encoder.Encode(sequences);
        var predicted = autoencoder.Encoder.Predict(TokenEncoder.Pool(encoded)).data<double>().ToArray();
        var tokens = autoencoder.Decoder.Score(sequences, encoded).data<double>().ToArray();
        Assert.Equal(2 * 32, tokens.Length);
        Assert.Equal([2, 16, 6], encoded.shape); // two tokens an edge
        Assert.All(encoded.norm(-1).data<double>().ToArray(), norm => Assert.Equal(1, norm, Rounding));
        Assert.Equal(0.8 * (Math.Pow(predicted[0] - 1, 2) + Math.Pow(predicted[1], 2)) / 2 - 0.2 * tokens.Average(),
            autoencoder.Loss(sequences, [1, 0]).ToNumber(), Rounding);
    }

    [Fact]
    public void Loss_HasTheGradientThatDifferencesShow()
    {
        using var autoencoder = Create(SearchSpace.Darts);
        int[][] sequences = [Sequence(SearchSpace.Darts, 0), Sequence(SearchSpace.Darts, 1)];
        WeightDifferences.AssertGradients(autoencoder.Weights, () => autoencoder.Loss(sequences, [1, 0]), 1e-7);
    }

    /// <summary>Whatever stands before, the probabilities of all tokens add up to 1.</summary>
    [Fact]
    public void Score_OfEveryTokenAtAPosition_AddsUpToOne()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = Create(SearchSpace.NasBench201);
        var encoded = autoencoder.Encoder.Encode([[0, 1, 2, 3, 4, 0]]);
        for (var position = 0; position < 6; position++)
        {
            var sum = 0.0;
            for (var token = 0; token < 5; token++)
            {
                int[] sequence = [0, 1, 2, 3, 4, 0];
                sequence[position] = token;
                sum += Math.Exp(autoencoder.Decoder.Score([sequence], encoded)[0, position].ToNumber());
            }

            Assert.Equal(1, sum, Rounding);
        }
    }

    /// <summary>What is written is the most likely of the open tokens, given those that were written before.</summary>
    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Write_OfAnyPlace_IsAnArchitectureOfTheMostLikelyTokens(string name)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        var tokens = new ArchitectureTokens(space);
        using var autoencoder = Create(space);
        var encoded = autoencoder.Encoder.Encode([Sequence(space, 0), Sequence(space, 1)]);
        var written = autoencoder.Decoder.Write(encoded);
        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(written[n], tokens.Of(tokens.ToPath(written[n])));
            for (var t = 0; t < written[n].Length; t++)
            {
                var open = tokens.Choices(written[n][..t]);
                var likely = open.MaxBy(token => Score([.. written[n][..t], token, .. written[n][(t + 1)..]], n, t));
                Assert.Equal(likely, written[n][t]);
            }
        }

        double Score(int[] sequence, int n, int t) => autoencoder.Decoder.Score([sequence], encoded.narrow(0, n, 1))[0, t].ToNumber();
    }

    /// <summary>The step is along the gradient that differences show, and what is foretold rises.</summary>
    [Fact]
    public void Ascend_BySmallSteps_RaisesWhatIsForetold()
    {
        const double step = 1e-6;
        using var scope = NewDisposeScope();
        using var autoencoder = Create(SearchSpace.NasBench201);
        int[][] sequences = [[0, 1, 2, 3, 4, 0], [1, 1, 1, 1, 1, 1]];
        var encoded = autoencoder.Encoder.Encode(sequences).detach();
        var before = Predicted(encoded);
        var moved = autoencoder.Ascend(sequences, [1, 2]).Select(one => one.detach()).ToArray();

        var (first, second) = (Predicted(moved[0]), Predicted(moved[1]));
        Assert.All([0, 1], n => Assert.True(before[n] < first[n] && first[n] < second[n]));
        var slope = Enumerable.Range(0, 6).Select(unit =>
        {
            var nudge = zeros_like(encoded);
            nudge[0, 2, unit] = tensor(step);
            return (Predicted(encoded.Plus(nudge))[0] - Predicted(encoded.Plus(nudge, -1))[0]) / (2 * step);
        }).ToArray();
        double[] stepped = [.. encoded[0, 2].data<double>().ToArray().Zip(slope, (z, gradient) => z + 2 * gradient)];
        var norm = Math.Sqrt(stepped.Sum(x => x * x));
        Assert.All(stepped.Zip(moved[1][0, 2].data<double>().ToArray()), pair => Assert.Equal(pair.First / norm, pair.Second, 1e-7));

        double[] Predicted(Tensor place) => autoencoder.Encoder.Predict(TokenEncoder.Pool(place)).data<double>().ToArray();
    }

    [Fact]
    public void Fit_OfAFewArchitectures_WritesThemBackAndForetellsThem()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = Create(SearchSpace.NasBench201, new()
        {
            Units = 24,
            PredictorUnits = 40,
            Epochs = 150,
            LearningRate = 0.01,
        });
        int[][] sequences = [.. Enumerable.Range(0, 8).Select(i => Sequence(SearchSpace.NasBench201, i))];
        double[] accuracies = [.. Enumerable.Range(0, 8).Select(i => i / 7.0)];
        using var drops = RandomStreams.Create(0, "drops");

        autoencoder.Fit(sequences, accuracies, epoch => [.. Enumerable.Range(0, 8)], drops);

        var encoded = autoencoder.Encoder.Encode(sequences);
        Assert.InRange(autoencoder.Decoder.Write(encoded).Zip(sequences).Count(pair => pair.First.SequenceEqual(pair.Second)), 7, 8);
        var predicted = autoencoder.Encoder.Predict(TokenEncoder.Pool(encoded)).data<double>().ToArray();
        Assert.All(predicted.Zip(accuracies), pair => Assert.Equal(pair.Second, pair.First, 0.15));
    }

    /// <summary>By hand: 8 random ones, then two rounds of 4 that were not judged before.</summary>
    [Fact]
    public void Propose_ToItsEnd_HasItsRoundsOfNewArchitectures()
    {
        using var ascent = new EmbeddingAscent(SearchSpace.NasBench201, Options with { LargestStep = 2000 }, seed: 1);
        var history = SamplerRun.Judge(ascent, SamplerRun.Skips);
        Assert.InRange(history.Count, 9, 16);
        ChosenOperations[] made = [.. history.Skip(8).Select(judged => judged.Path)];
        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.Empty(made.Intersect(history.Take(8).Select(judged => judged.Path)));
    }

    [Fact]
    public void Propose_AccuracyThatCountsAnOperation_MakesItMoreOften()
    {
        var small = MethodCatalog.Small(NaoNet.Method, SearchSpace.NasBench201).Own!.Part<NaoNetOptions>()!;
        using var ascent = new EmbeddingAscent(SearchSpace.NasBench201, small, seed: 1);
        var history = SamplerRun.Judge(ascent, SamplerRun.Skips);
        var random = history.Take(small.Seeds).Average(judged => judged.Accuracy);
        Assert.InRange(history.Skip(small.Seeds).Average(judged => judged.Accuracy), random + 0.5, 6);
    }

    [Fact]
    public void Propose_BrokenOff_LearnsNoFurther()
    {
        using var ascent = new EmbeddingAscent(SearchSpace.NasBench201, Options, seed: 1);
        SamplerRun.AssertBreaksOff(ascent, judged: 8, steps: 2);
    }

    [Fact]
    public void Propose_TheSameHistoryAtOnce_IsTheSame()
    {
        using var stepwise = new EmbeddingAscent(SearchSpace.NasBench201, Options, seed: 3);
        using var atOnce = new EmbeddingAscent(SearchSpace.NasBench201, Options, seed: 3);
        var history = SamplerRun.Judge(stepwise, 8, (path, _) => SamplerRun.Skips(path));

        Assert.Equal(stepwise.Propose(history), atOnce.Propose(history));
    }

    [Fact]
    public void Fit_LeavesNoTensorsBehind()
    {
        using var autoencoder = Create(SearchSpace.NasBench201);
        using var drops = RandomStreams.Create(0, "drops");
        Fit();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Fit();
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Fit() => autoencoder.Fit([[0, 1, 2, 3, 4, 0]], [0.5], _ => [0], drops);
    }

    private static SequenceAutoencoder Create(SearchSpace space, AutoencoderOptions? options = null)
    {
        using var generator = RandomStreams.Create(seed: 5, "autoencoder");
        return new SequenceAutoencoder(
            new ArchitectureTokens(space), options ?? Sizes, new WeightSource(generator, ScalarType.Float64, CPU));
    }

    private static int[] Sequence(SearchSpace space, int number)
    {
        var random = new CounterRandom(1, RandomStream.Proposals, number, 0);
        return new ArchitectureTokens(space).Decide((_, open) => open[random.Below(open.Count)]);
    }
}
