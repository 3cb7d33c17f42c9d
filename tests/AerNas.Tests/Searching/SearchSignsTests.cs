using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Searching.Watching;
using AerNas.Spaces;
using AerNas.Stopping;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

public sealed class SearchSignsTests
{
    private const string HalfSkips = "|skip_connect~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|";

    [Fact]
    public void Of_OneDecidedEdgeAmongUndecided_AveragesTheGaps()
    {
        var space = SearchSpace.NasBench201;
        using var scope = NewDisposeScope();
        var logits = zeros(6, 5, dtype: ScalarType.Float64);
        logits[2, 3] = Math.Log(6); // softmax 0.6 against four times 0.1: a gap of 0.5
        using var alpha = ArchitectureParameters.FromValues(space, _ => logits.clone());

        var signs = SearchSigns.Of(alpha, new SoftmaxRelaxation(), GenotypeNotation.Parse(HalfSkips), EntropyOperations.ExceptNone);

        Assert.Equal(0.5 / 6, signs.ChoiceGap, 1e-12);
        Assert.Equal(0.5, signs.SkipShare);
        Assert.Equal(2, signs.MaximumBits, 1e-12);
        Assert.Null(signs.DiscretizedAccuracy);
    }

    [Fact]
    public void Of_OperationsThatAreGates_ComparesGates()
    {
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ =>
            // none is no gate; 0.9 and 0.8 are the best
            tensor([5.0, Math.Log(9), Math.Log(4), -2, -2], dtype: ScalarType.Float64).expand(6, 5));

        var signs = SearchSigns.Of(alpha, new SigmoidRelaxation(), GenotypeNotation.Parse(HalfSkips), EntropyOperations.ExceptNone);

        Assert.Equal(0.1, signs.ChoiceGap, 1e-12);
    }

    [Theory]
    [InlineData("|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|", 1, 1.0,
        SearchFailure.SkipCollapse, "4 of the 6 edges")]
    [InlineData(HalfSkips, 25, 1.0, SearchFailure.LearningStopped, "for 15 epochs (its best is 60.0 % in epoch 11)")]
    [InlineData(HalfSkips, 49, 2.3, SearchFailure.LearningStopped, "for 39 epochs")]
    public void Advice_FailureThatShows_IsNamed(string genotype, int epoch, double entropy, SearchFailure failure, string part)
    {
        var advice = Advise(genotype, epoch, entropy, best: new EpochOutcome(10, genotype, 0.6, 2));

        Assert.Equal(failure, advice?.Failure);
        Assert.Contains(part, advice!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HalfSkips, 20, 1.0)]
    [InlineData(HalfSkips, 18, 2.3)]
    public void Advice_NothingWrongYet_IsNone(string genotype, int epoch, double entropy) =>
        Assert.Null(Advise(genotype, epoch, entropy, best: new EpochOutcome(Math.Max(epoch - 9, 0), genotype, 0.6, 2)));

    [Fact]
    public void Advice_AtTheEnd_TellsOfUndecidedAlphasThenOfTheGap()
    {
        var undecided = Advise(HalfSkips, 49, entropy: 2.3, best: null);
        var decided = Advise(HalfSkips, 49, entropy: 1.0, best: null);

        Assert.Equal(SearchFailure.Undecided, undecided?.Failure);
        Assert.Contains("2.30 of at most 2.32 bits", undecided!.Sentence, StringComparison.Ordinal);
        Assert.Equal(SearchFailure.DiscretizationGap, decided?.Failure);
        Assert.Contains("30.0 %", decided!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(0.85, false)]
    public void Advice_AtTheEndOfTheLastStage_ComparesWithWhatIsLeftToChoose(double entropy, bool undecided)
    {
        const string Cell = "[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 2), ('sep_conv_3x3', 1), "
            + "('sep_conv_3x3', 3), ('sep_conv_3x3', 0), ('sep_conv_3x3', 2)]";
        var (options, space) = (PDarts.Method.Published(SearchSpace.Darts), SearchSpace.Darts);
        var kept = KeptOperations.All(space).Where((_, _, operation) => space.ColumnOf(operation) is 0 or 4 or 5); // none and two others
        var signs = new SearchSigns
        {
            SkipShare = 0,
            ChoiceGap = 0,
            MaximumBits = ArchitectureEntropy.MaximumBits(kept, EntropyOperations.ExceptNone),
        };
        var outcome = new EpochOutcome(74,
            $"Genotype(normal={Cell}, normal_concat=range(2, 6), reduce={Cell}, reduce_concat=range(2, 6))", 0.5, entropy);

        Assert.Equal(undecided ? SearchFailure.Undecided : null, SearchAdvice.For(options, outcome, signs, best: null)?.Failure);
        if (undecided)
            Assert.Contains("0.95 of at most 1.00 bits", SearchAdvice.For(options, outcome, signs, best: null)!.Sentence,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_AlphaThatNeverLearns_IsNotBlamed()
    {
        var options = Rsps.Method.Published(SearchSpace.NasBench201);
        var signs = new SearchSigns { SkipShare = 1, ChoiceGap = 0, MaximumBits = 2.32 };
        var outcome = new EpochOutcome(249,
            "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|none~1|skip_connect~2|", 0.7, 2.32);

        Assert.Null(SearchAdvice.For(options, outcome, signs, best: null));
    }

    private static SearchAdvice? Advise(string genotype, int epoch, double entropy, EpochOutcome? best)
    {
        var signs = new SearchSigns
        {
            SkipShare = 0,
            ChoiceGap = 0.3,
            MaximumBits = Math.Log2(5),
            DiscretizedAccuracy = 0.2,
            DiscretizationGap = 0.3,
        };
        return SearchAdvice.For(DartsV1.Method.Published(SearchSpace.NasBench201),
            new EpochOutcome(epoch, genotype, 0.5, entropy), signs, best);
    }
}
