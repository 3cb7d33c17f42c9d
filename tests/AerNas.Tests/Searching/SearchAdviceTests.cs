using AerNas.Methods;
using AerNas.Searching.Watching;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Tests.Searching;

/// <summary>Advice proposes nothing that the run does already, nothing that is not there, and what can be copied.</summary>
public sealed class SearchAdviceTests
{
    private const string Skips = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|";
    private const string Convolutions = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|none~1|avg_pool_3x3~2|";

    [Theory]
    [InlineData("off", "--entropy -0.2:0.2")]
    [InlineData("0.1", "--entropy -0.2:0.2")]
    [InlineData("-0.2:0.2", "--entropy -0.4:0.2")]
    [InlineData("-0.1:0.3", "--entropy -0.2:0.3")]
    [InlineData("0:0.2", "--entropy -0.2:0.2")]
    [InlineData("-0.3", "--entropy -0.6")]
    public void Collapse_ProposesAnotherRegularizerThanTheRuns(string entropy, string proposal) =>
        Assert.EndsWith($"{proposal}.", For(Skips, epoch: 9, entropy)!.Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("off", "--entropy -0.2:0.2")]
    [InlineData("-0.2:0.2", "--entropy -0.2:0.4")]
    [InlineData("-0.2:0.5", "--entropy -0.2:1")]
    [InlineData("0.3", "--entropy 0.6")]
    [InlineData("-0.3", "--entropy -0.2:0.2")]
    public void Undecided_ProposesAnotherRegularizerThanTheRuns(string entropy, string proposal)
    {
        var sentence = For(Convolutions, epoch: 49, entropy, bits: 2.3)!.Sentence;
        Assert.EndsWith($"{proposal}.", sentence, StringComparison.Ordinal);
        Assert.Contains("aernas search --resume RUN --epochs 100,", sentence, StringComparison.Ordinal);
        Assert.Contains("--set alpha.learningRate=0.0006,", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "--epoch 1)")]
    [InlineData(9, "--epoch 1 to 9)")]
    public void Collapse_OffersAnEarlierEpoch_OnlyWhereThereIsOne(int epoch, string? offer)
    {
        var sentence = For(Skips, epoch, "off")!.Sentence;
        Assert.Equal(offer is not null, sentence.Contains("earlier epoch", StringComparison.Ordinal));
        if (offer is not null) Assert.Contains(offer, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.009, false)]
    [InlineData(0.01, true)]
    [InlineData(0.8, true)]
    public void Collapse_IsNoneWhereChanceDecides(double gap, bool isOne) =>
        Assert.Equal(isOne, For(Skips, epoch: 9, "off", gap: gap)?.Failure == SearchFailure.SkipCollapse);

    [Theory]
    [InlineData("-0.2:2", 0.35, 9, false)]
    [InlineData("-0.2:2", 0.5, 9, true)]
    [InlineData("0.2", 0.35, 9, false)]
    [InlineData("-0.2:0", 0.35, 9, true)]
    [InlineData("-0.2", 0.35, 9, true)]
    [InlineData("-0.2:2", 0.35, 49, true)]
    public void Collapse_WhereTheRegularizerIsYetToDecide_IsNone(string entropy, double gap, int epoch, bool isOne) =>
        Assert.Equal(isOne, For(Skips, epoch, entropy, gap: gap)?.Failure == SearchFailure.SkipCollapse);

    [Theory]
    [InlineData(0.97, true)]
    [InlineData(0.98, false)]
    [InlineData(1.0, false)]
    public void Standstill_OfASupernetThatHasLearned_IsNone(double accuracy, bool isOne) =>
        Assert.Equal(isOne, For(Convolutions, epoch: 30, "off", bestEpoch: 2, bestAccuracy: accuracy)?.Failure
            == SearchFailure.LearningStopped);

    [Theory]
    [InlineData(2.3, false)]
    [InlineData(1.0, true)]
    public void Standstill_WhileAlphaIsUndecided_DoesNotProposeToStop(double bits, bool stop) =>
        Assert.Equal(stop, For(Convolutions, epoch: 30, "off", bits, bestEpoch: 2)!.Sentence
            .Contains("stop here", StringComparison.Ordinal));

    [Theory]
    [InlineData(20, true)]
    [InlineData(49, false)]
    public void Standstill_ProposesToStop_OnlyBeforeTheEnd(int epoch, bool stop) =>
        Assert.Equal(stop, For(Convolutions, epoch, "off", bestEpoch: 2)!.Sentence.Contains("stop here", StringComparison.Ordinal));

    [Fact]
    public void Commands_NameTheProgramAndTheRun() => Assert.Equal(
        "Do dotnet run -- search --resume 'runs/a b' --epochs 8, or look at the RUNS.",
        new SearchAdvice(SearchFailure.Undecided, "Do aernas search --resume RUN --epochs 8, or look at the RUNS.")
            .For("dotnet run --", "'runs/a b'"));

    private static SearchAdvice? For(
        string genotype, int epoch, string entropy, double bits = 1, double gap = 0.8, int? bestEpoch = null, double bestAccuracy = 0.9)
    {
        Assert.True(EntropyOptions.TryParse(entropy, out var regularizer));
        var options = DartsV1.Method.Published(SearchSpace.NasBench201) with { Entropy = regularizer };
        var signs = new SearchSigns { SkipShare = 0, ChoiceGap = gap, MaximumBits = Math.Log2(5) };
        var best = bestEpoch is { } at ? new EpochOutcome(at, genotype, bestAccuracy, bits) : null;
        return SearchAdvice.For(options, new EpochOutcome(epoch, genotype, 0.5, bits), signs, best);
    }
}
