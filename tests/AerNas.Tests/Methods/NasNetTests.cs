using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class NasNetTests
{
    private const double Rounding = 1e-12;

    private static readonly NasNetOptions Options = new() { Units = 8, Batch = 4 };

    /// <summary>By hand: ratios 1.5 and 0.5 with a clip of 0.2. What is rewarded gains nothing beyond 1.2, what is punished nothing below
    /// 0.8; there the gradient, elsewhere ratio times advantage, is 0.</summary>
    [Theory]
    [InlineData(1, 1.2 + 0.5, 0, 0.5)]
    [InlineData(-1, -1.5 - 0.8, -1.5, 0)]
    public void ClippedObjective_OfRatiosOnBothSides_StopsWhereTheAdvantageWouldLead(
        double advantage, double objective, double ofLarge, double ofSmall)
    {
        using var scope = NewDisposeScope();
        var before = tensor(new[,] { { -1.0, -2.0 } });
        var now = before.Plus(tensor(new[,] { { Math.Log(1.5), Math.Log(0.5) } })).requires_grad_(true);

        var value = ClippedObjective.Of(now, before, tensor(new[,] { { advantage } }), clip: 0.2);

        Assert.Equal(objective, value.ToNumber(), Rounding);
        var gradient = autograd.grad([value], [now])[0].data<double>().ToArray();
        Assert.Equal(ofLarge, gradient[0], Rounding);
        Assert.Equal(ofSmall, gradient[1], Rounding);
    }

    [Theory]
    [InlineData("nasbench201")]
    [InlineData("darts")]
    [InlineData("fbnet")]
    public void Score_OfDrawnSequences_IsTheLogarithmOfWhatTheyAreDrawnWith(string name)
    {
        using var scope = NewDisposeScope();
        using var sampler = new ProximalPolicy(SearchSpace.Find(name), Options, seed: 1);
        var tokens = new ArchitectureTokens(SearchSpace.Find(name));
        var random = new CounterRandom(1, RandomStream.Proposals, 0, 0);
        int[][] drawn = [sampler.Policy.Draw(() => random.Uniform()), sampler.Policy.Draw(() => random.Uniform())];
        Assert.NotEqual(drawn[0], drawn[1]);

        var score = sampler.Policy.Score(drawn);

        Assert.Equal([2, tokens.Positions.Length], score.LogProbabilities.shape);
        for (var n = 0; n < 2; n++)
        {
            for (var t = 0; t < tokens.Positions.Length; t++)
            {
                var open = tokens.Choices(drawn[n][..t]);
                var probabilities = open.Select(token => Math.Exp(sampler.Policy.Score([Whole(tokens, [.. drawn[n][..t], token])])
                    .LogProbabilities[0, t].ToNumber())).ToArray();
                Assert.Equal(1, probabilities.Sum(), Rounding);
                Assert.Equal(-probabilities.Sum(p => p * Math.Log(p)), score.Entropies[n, t].ToNumber(), 1e-9);
                var probability = Math.Exp(score.LogProbabilities[n, t].ToNumber());
                Assert.Equal(probabilities[open.ToList().IndexOf(drawn[n][t])], probability, Rounding);
                if (t == 8) break; // there are positions of all sorts among the first
            }
        }
    }

    /// <summary>Uniform numbers run through the open tokens in their order, as wide as their probabilities.</summary>
    [Fact]
    public void Draw_OfEqualSteps_TakesEachTokenAsOftenAsItsProbability()
    {
        const int steps = 200;
        using var scope = NewDisposeScope();
        using var sampler = new ProximalPolicy(SearchSpace.NasBench201, Options, seed: 1);
        var first = Enumerable.Range(0, steps).Select(i => sampler.Policy.Draw(() => (i + 0.5) / steps)[0]).ToArray();
        Assert.Equal(first.Order(), first);
        for (var token = 0; token < 5; token++)
        {
            var probability = Math.Exp(sampler.Policy.Score([[token, 0, 0, 0, 0, 0]]).LogProbabilities[0, 0].ToNumber());
            Assert.InRange(first.Count(drawn => drawn == token), probability * steps - 1, probability * steps + 1);
        }
    }

    /// <summary>By hand: with one pass every ratio is 1, so that the gradient is that of A log p / N, here with the second architecture
    /// alone, 0.2 better than the first; entropy counts half. Adam's step is written out beside it.</summary>
    [Fact]
    public void Learn_OfOnePass_IsAStepOfAdamAlongTheAdvantage()
    {
        using var scope = NewDisposeScope();
        var options = Options with { Passes = 1, EntropyWeight = 0.5 };
        var space = SearchSpace.NasBench201;
        var tokens = new ArchitectureTokens(space);
        using var learning = new ProximalPolicy(space, options, seed: 1);
        using var resting = new ProximalPolicy(space, options, seed: 1);
        int[][] sequences = [[0, 1, 2, 3, 4, 0], [4, 3, 2, 1, 0, 4]];
        var score = resting.Policy.Score(sequences);
        var loss = (score.LogProbabilities[1].sum().Times(0.2 / 2).Plus(score.Entropies.sum().Times(0.5 / 2))).negative();
        var gradients = autograd.grad([loss], [.. resting.Policy.Weights]);

        learning.Learn([Judged(tokens, sequences[0], 50), Judged(tokens, sequences[1], 70)]);

        Assert.Equal(0.95 * 0.5 + 0.05 * 0.7, learning.Baseline!.Value, Rounding);
        for (var i = 0; i < gradients.Count; i++)
        {
            var stepped = new AdamByHand(options.LearningRate, 0.9, 0.999).Step(resting.Policy.Weights[i].detach(), gradients[i]);
            Assert.True(stepped.allclose(learning.Policy.Weights[i].detach(), rtol: 0, atol: 1e-10));
        }
    }

    [Fact]
    public void Score_OfASequence_HasTheGradientThatDifferencesShow()
    {
        using var sampler = new ProximalPolicy(SearchSpace.Darts, Options, seed: 2);
        int[] sequence = new ArchitectureTokens(SearchSpace.Darts).Decide((_, open) => open[^1]);
        WeightDifferences.AssertGradients(sampler.Policy.Weights, () => sampler.Policy.Score([sequence]).LogProbabilities.sum(), 1e-6);
    }

    [Fact]
    public void Propose_RewardForOneOperation_DrawsItMoreOften()
    {
        using var sampler = new ProximalPolicy(SearchSpace.NasBench201, new NasNetOptions { LearningRate = 0.01, Batch = 10 }, seed: 1);
        var history = SamplerRun.Judge(sampler, 300, (path, _) => Share(path));

        Assert.InRange(history.Take(10).Average(judged => judged.Accuracy), 0, 30);
        Assert.InRange(history.Skip(250).Average(judged => judged.Accuracy), 60, 100);

        static double Share(ChosenOperations path) => 100.0 / 6 * SamplerRun.Skips(path);
    }

    [Fact]
    public void Propose_TheSameHistoryAtOnce_IsTheSame()
    {
        using var stepwise = new ProximalPolicy(SearchSpace.Darts, Options, seed: 3);
        using var atOnce = new ProximalPolicy(SearchSpace.Darts, Options, seed: 3);
        var history = SamplerRun.Judge(stepwise, 9, (_, place) => 10 * place);
        Assert.Equal(stepwise.Propose(history), atOnce.Propose(history));
        Assert.Equal(stepwise.Baseline, atOnce.Baseline);
    }

    [Fact]
    public void Learn_LeavesNoTensorsBehind()
    {
        using var sampler = new ProximalPolicy(SearchSpace.NasBench201, Options, seed: 1);
        JudgedArchitecture[] batch = [Judged(new ArchitectureTokens(SearchSpace.NasBench201), [0, 1, 2, 3, 4, 0], 50)];
        sampler.Learn(batch);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 3; i++) sampler.Learn(batch);
        sampler.Propose([]);

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static JudgedArchitecture Judged(ArchitectureTokens tokens, int[] sequence, double accuracy) =>
        new(tokens.ToPath(sequence), accuracy, Seconds: null);

    /// <summary>A beginning, and the first token that is open wherever it leaves off.</summary>
    private static int[] Whole(ArchitectureTokens tokens, int[] beginning) =>
        tokens.Decide((before, open) => before.Count < beginning.Length ? beginning[before.Count] : open[0]);
}
