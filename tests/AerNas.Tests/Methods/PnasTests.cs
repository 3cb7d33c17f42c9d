using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class PnasTests
{
    private const double Rounding = 1e-12;

    private static readonly PnasOptions Options = new() { Units = 4, Steps = 40, Kept = 10 };

    /// <summary>By hand: nodes of 1, 2 and 3 edges with five operations; and in the DARTS space 7 operations on each of two edges, of which
    /// node 4 has 4 to choose from.</summary>
    [Fact]
    public void Blocks_OfASpace_AreItsNodesWithAllTheyMayHave()
    {
        var tabular = new CellBlocks(new ArchitectureTokens(SearchSpace.NasBench201));
        Assert.Equal([5, 25, 125], Enumerable.Range(0, tabular.Count).Select(block => All(tabular, block).Count));
        Assert.Equal([0, 1, 3, 6], Enumerable.Range(0, 4).Select(tabular.LengthOf));
        Assert.Equal([[0, 0], [0, 1]], All(tabular, 1).Take(2));

        var darts = new CellBlocks(new ArchitectureTokens(SearchSpace.Darts));
        Assert.Equal([49, 3 * 49, 6 * 49, 10 * 49, 49, 3 * 49, 6 * 49, 10 * 49],
            Enumerable.Range(0, 8).Select(block => All(darts, block).Count));

        var chain = SearchSpace.Find("fbnet");
        Assert.Equal(chain.CellKinds.Length, new CellBlocks(new ArchitectureTokens(chain)).Count);

        static IReadOnlyList<int[]> All(CellBlocks blocks, int block) => blocks.Contents(block, 1000, Drawer());
    }

    [Fact]
    public void Contents_OfABlockWithMoreThanWanted_AreDifferentRandomOnes()
    {
        var blocks = new CellBlocks(new ArchitectureTokens(SearchSpace.Darts));
        var some = blocks.Contents(3, 60, Drawer());
        Assert.InRange(some.Count, 40, 60);
        Assert.Equal(some.Count, some.Select(content => string.Join(' ', content)).Distinct().Count());
        Assert.All(some, content => Assert.Equal(4, content.Length));
        Assert.NotEqual(some.OrderBy(content => content[0]).Select(content => content[0]), some.Select(content => content[0]));
    }

    /// <summary>A surrogate of one unit written out: embeddings of place and tokens, two layers, the mean over blocks between.</summary>
    [Fact]
    public void Predict_OfOneUnit_IsWhatItsEquationsSay()
    {
        using var scope = NewDisposeScope();
        using var surrogate = Surrogate(units: 1);
        surrogate.Expect(0.7);
        double[][] w = [.. surrogate.Weights.Select(weight => weight.data<double>().ToArray())];
        var names = surrogate.named_parameters().Select(parameter => parameter.name).ToList();
        var (tokens, places, first, firstBias) = (Of("_tokens"), Of("_places"), Of("_first.weight"), Of("_first.bias")[0]);
        var features = Block(0, 3, 5, 5) + Block(1, 2, 4, 5); // token 5 stands for nothing: there are 5 operations
        var second = Math.Max(0, features / 2 * Of("_second.weight")[0] + Of("_second.bias")[0]);
        var logit = second * Of("_last.weight")[0] + Of("_last.bias")[0] + Math.Log(0.7 / 0.3);

        Assert.Equal(1 / (1 + Math.Exp(-logit)), surrogate.Predict([[3, 2, 4]], 2).ToNumber(), Rounding);

        double[] Of(string name) => w[names.IndexOf(name)];

        double Block(int place, int a, int b, int c) => Math.Max(0,
            first[0] * places[place] + first[1] * tokens[a] + first[2] * tokens[b] + first[3] * tokens[c] + firstBias);
    }

    [Fact]
    public void PredictNext_OfBeginningsAndContents_IsWhatIsForetoldOfBothTogether()
    {
        using var scope = NewDisposeScope();
        using var surrogate = Surrogate(units: 3);
        int[][] grown = [[0], [4]], contents = [[0, 1], [2, 3], [4, 4]];
        int[][] whole = [.. from beginning in grown from content in contents select (int[])[.. beginning, .. content]];
        var together = surrogate.Predict(whole, 2);
        Assert.True(together.allclose(surrogate.PredictNext(grown, 1, contents).reshape(6), rtol: 0, atol: Rounding));
    }

    [Fact]
    public void Predict_HasTheGradientThatDifferencesShow()
    {
        using var surrogate = Surrogate(units: 3);
        WeightDifferences.AssertGradients(surrogate.Weights, () => surrogate.Predict([[0, 1, 2], [3, 4, 0]], 2).sum(), 1e-7);
    }

    /// <summary>The surrogates rank by the mean of what they foretell, ties in their order, and give the best whole.</summary>
    [Fact]
    public void Best_OfAllContinuations_AreThoseOfTheHighestMean()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new SurrogateEnsemble(Blocks(), Options, seed: 1);
        int[][] grown = [[0], [4]], contents = [[0, 1], [2, 3], [4, 4]];
        var all = (from beginning in grown from content in contents select (int[])[.. beginning, .. content]).ToArray();
        var means = all.Select(one => ensemble.Members.Average(member => member.Predict([one], 2).ToNumber())).ToArray();
        Assert.Equal(means.Index().OrderByDescending(mean => mean.Item).Take(4).Select(mean => all[mean.Index]),
            ensemble.Best(grown, 1, contents, kept: 4));
    }

    /// <summary>Accuracies that tell how often an operation comes are learned, so that continuations with it come first.</summary>
    [Fact]
    public void Fit_OfALevel_RanksTheNextByWhatWasGoodInIt()
    {
        var blocks = Blocks();
        using var ensemble = new SurrogateEnsemble(blocks, Options with { Units = 16, Steps = 150 }, seed: 1);
        int[][] level = [.. from a in Enumerable.Range(0, 5) from b in blocks.Contents(1, 25, Drawer()) select (int[])[a, .. b]];
        double[] accuracies = [.. level.Select(one => 0.2 + 0.2 * one.Count(token => token == 3))];
        ensemble.Fit(level, 2, accuracies);

        var best = ensemble.Best([[3, 3, 3], [0, 1, 2]], 2, blocks.Contents(2, 125, Drawer()), kept: 125);

        Assert.InRange(best.Count(one => one[0] == 3), 115, 125);
        using var scope = NewDisposeScope();
        var error = ensemble.Members[0].Predict(level, 2) - tensor(accuracies);
        Assert.InRange(error.abs().mean().ToNumber(), 0, 0.05);
    }

    /// <summary>By hand: 5 contents of the first node, then 10 a level, three levels; blocks that are not grown are the same for
    /// all.</summary>
    [Fact]
    public void Propose_ToItsEnd_GrowsALevelANodeBesideOneRest()
    {
        var tokens = new ArchitectureTokens(SearchSpace.NasBench201);
        using var growth = new ProgressiveGrowth(SearchSpace.NasBench201, Options, seed: 1);
        var judged = SamplerRun.Judge(growth, SamplerRun.Skips);
        int[][] sequences = [.. judged.Select(one => tokens.Of(one.Path))];

        Assert.Equal(25, sequences.Length);
        Assert.Equal([0, 1, 2, 3, 4], sequences.Take(5).Select(one => one[0]));
        Assert.Single(sequences.Take(5).Select(one => string.Join(' ', one[1..])).Distinct());
        Assert.Single(sequences.Take(15).Select(one => string.Join(' ', one[3..])).Distinct());
        Assert.Equal(10, sequences.Skip(5).Take(10).Select(one => string.Join(' ', one[..3])).Distinct().Count());
        Assert.InRange(judged.Skip(15).Average(one => one.Accuracy), judged.Take(5).Average(one => one.Accuracy) + 1, 6);
    }

    [Fact]
    public void Propose_BrokenOff_LearnsNoFurther()
    {
        using var growth = new ProgressiveGrowth(SearchSpace.NasBench201, Options, seed: 1);
        SamplerRun.AssertBreaksOff(growth, judged: 5, steps: 3);
    }

    [Fact]
    public void Propose_TheSameHistoryAtOnce_IsTheSame()
    {
        using var stepwise = new ProgressiveGrowth(SearchSpace.Darts, Options, seed: 3);
        using var atOnce = new ProgressiveGrowth(SearchSpace.Darts, Options, seed: 3);
        var history = SamplerRun.Judge(stepwise, 25, (_, place) => place * 7 % 10);
        Assert.Equal(stepwise.Propose(history), atOnce.Propose(history));
    }

    [Fact]
    public void Fit_LeavesNoTensorsBehind()
    {
        using var ensemble = new SurrogateEnsemble(Blocks(), Options, seed: 1);
        Fit();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Fit();
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Fit()
        {
            ensemble.Fit([[0], [1], [2]], 1, [0.1, 0.2, 0.3]);
            ensemble.Best([[0], [1]], 1, [[0, 0]], kept: 1);
        }
    }

    private static CellBlocks Blocks() => new(new ArchitectureTokens(SearchSpace.NasBench201));

    private static BlockSurrogate Surrogate(int units)
    {
        using var generator = RandomStreams.Create(seed: 4, "surrogate");
        return new BlockSurrogate(Blocks(), units, new WeightSource(generator, ScalarType.Float64, CPU));
    }

    private static Func<int, int> Drawer() => new CounterRandom(1, RandomStream.Proposals, 0, 0).Draws;
}
