using AerNas.Extensions;
using AerNas.Latency;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Samples;
using AerNas.Schedules;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Methods;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Samples;

/// <summary>The sample of a method of one's own, by numbers worked out by hand, and over other methods.</summary>
public sealed class BetaDartsTests
{
    private const double Rounding = 1e-12;

    /// <summary>
    /// At epoch 20 the weight is 50 * 20 / 100 = 10. The edge of alphas ln 1 to ln 5 has log-sum-exp ln 15, those of zeros ln 5.
    /// </summary>
    [Fact]
    public void Penalty_OfAlphasByHand_IsTheMeanLogSumExpTimesTheGrownWeight()
    {
        using var scope = NewDisposeScope();
        using var alpha = ByHand();
        var penalty = new BetaDecay(50).Penalty(alpha, new EpochProgress(20, 50));

        Assert.Equal(10 * (Math.Log(15) + 5 * Math.Log(5)) / 6, penalty.ToNumber(), Rounding);
        Assert.Equal(0, new BetaDecay(50).Penalty(alpha, new EpochProgress(0, 50)).ToNumber());
    }

    /// <summary>10 softmax(alpha) / 6: of ln k it is k / 15.</summary>
    [Fact]
    public void Gradient_OfAlphasByHand_IsTheSoftmaxTimesTheWeightOfAnEdge()
    {
        using var scope = NewDisposeScope();
        using var alpha = ByHand();
        var gradient = autograd.grad([new BetaDecay(50).Penalty(alpha, new EpochProgress(20, 50))], [alpha[CellKind.Normal]])[0];

        for (var k = 1; k <= 5; k++)
        {
            Assert.Equal(10.0 / 6 * k / 15, gradient[0, k - 1].ToNumber(), Rounding);
            Assert.Equal(10.0 / 6 / 5, gradient[3, k - 1].ToNumber(), Rounding);
        }
    }

    [Fact]
    public void Term_OnTheDartsSpace_IsAddedOnceAKindOfCell()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => zeros([14, 8], ScalarType.Float64));

        var term = BetaDecay.Term.Create(new TermContext(30, [], new LatencyOptions()));
        Assert.Equal(2 * 3 * Math.Log(8), term.Penalty(alpha, new EpochProgress(10, 50)).ToNumber(), Rounding);
    }

    [Fact]
    public void Method_OnNasBench201_HasItsOwnPublishedValuesAndLoss()
    {
        using var scope = NewDisposeScope();
        using var beta = new MethodCase(BetaDarts.Method, SearchSpace.NasBench201);
        var moment = beta.At(80);
        var loss = beta.Problem.ValidationLoss();

        Assert.Equal((100, 0.0003, false), (beta.Options.Search.Epochs, beta.Options.Weights.WeightDecay, beta.Options.Weights.Nesterov));
        var decay = new BetaDecay(50).Penalty(beta.State.Alpha, moment.Architecture).ToNumber();
        Assert.Equal(decay, loss.Total.ToNumber() - loss.CrossEntropy.ToNumber(), Rounding);
        var impossible = beta.Options with { Own = new BetaDartsOptions { Epochs = 0 } };
        Assert.Contains(impossible.Validate(), problem => problem.Path == "beta-darts.epochs");
    }

    [Theory]
    [InlineData("pc-darts")]
    [InlineData("gdas")]
    [InlineData("beta-darts")]
    public void Search_WithTheDecayAndAer_ResumesToTheSameBytes(string name)
    {
        using var brought = ExtensionScope.Enter(Extension.Of(new SampleExtension()));
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", name);
        if (name != "beta-darts") options = options with { Terms = new Dictionary<string, double> { ["beta-decay"] = 50 } };
        using (var whole = SearchRun.Start(options, folder["whole"], TimeProvider.System)) SearchRuns.Finish(whole);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Finish(resumed);

        Assert.NotEqual(EntropySchedule.Off, options.Entropy.Schedule);
        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
    }

    private static ArchitectureParameters ByHand()
    {
        var values = new double[6, 5];
        for (var k = 1; k <= 5; k++) values[0, k - 1] = Math.Log(k);
        return ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => tensor(values));
    }
}
