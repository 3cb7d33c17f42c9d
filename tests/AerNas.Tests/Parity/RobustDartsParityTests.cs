using System.Text.Json;
using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using AerNas.Stopping;
using AerNas.Tests.Stopping;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The eigenvalues of RobustDARTS, and what its stop rule makes of them.</summary>
public sealed class RobustDartsParityTests
{
    private const double LanczosTolerance = 1e-4; // where the iteration ends
    private const double Float32Tolerance = 1e-4; // of second derivatives
    private const double Exact = 1e-9;
    private const double RateTolerance = 1e-12;

    [Theory]
    [GoldenFolders("robustdarts_hessian", BothPrecisions = true)]
    public void DominantEigenvalue_OfTheOfficialNetwork_IsTheOfficialOne(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, NetworkEngine.Torch);
        using var alpha = GoldenNetwork.DartsAlpha(golden, dtype);
        var losses = new SupernetLosses(supernet, alpha, new SearchRelaxations(new SoftmaxRelaxation()), new NoRegularizer());
        supernet.Training = true;
        var batch = new Batch(golden.Tensor("in/x", dtype), golden.Tensor("in/y", dtype));
        var rule = new EigenvalueJump(new EigenvalueWindow(), first: 10)
        {
            Decay = golden.Hyperparameters.GetProperty("arch_weight_decay").GetDouble(),
        };

        var found = DominantEigenvalue.Of(losses.TwiceDifferentiableLoss(batch, default), losses.Alphas, seed: 0);

        Near("dominant_of_the_loss_alone", found);
        Near("dominant", rule.Seen(found));
        CompareRows(golden, losses.TwiceDifferentiableLoss(batch, default), losses.Alphas, rule.Decay);

        void Near(string name, double value)
        {
            var expected = golden.Expected(name, dtype).Value.ToNumber();
            Assert.InRange(value, expected - LanczosTolerance * Math.Abs(expected), expected + LanczosTolerance * Math.Abs(expected));
        }
    }

    [Fact]
    public void EigenvalueJump_OfficialSequences_StopsWhereTheOfficialTrackerDoes()
    {
        foreach (var golden in GoldenDocuments.Of("robustdarts_early_stop")
            .SelectMany(document => document.GetProperty("cases").EnumerateArray()))
        {
            var parameters = golden.GetProperty("parameters");
            var epochs = parameters.GetProperty("epochs").GetInt32();
            var rule = new EigenvalueJump(Window(parameters), parameters.GetProperty("start").GetInt32(), epochs);
            var values = golden.GetProperty("epochs").EnumerateArray().Zip(golden.GetProperty("eigenvalues").EnumerateArray())
                .ToDictionary(pair => pair.First.GetInt32(), pair => pair.Second.GetDouble());
            var traces = Enumerable.Range(0, epochs)
                .Select(epoch => Traces.WithEigenvalue(epoch, values.TryGetValue(epoch, out var value) ? value : null));

            var verdicts = Traces.Judge(rule, [.. traces]);

            var at = Array.FindIndex(verdicts, verdict => verdict is not null);
            (int, int)? found = at < 0 ? null : (at, verdicts[at]!.Epoch);
            var stop = golden.GetProperty("stop");
            (int, int)? expected = stop.ValueKind == JsonValueKind.Null
                ? null
                : (stop.GetProperty("at_epoch").GetInt32(), stop.GetProperty("stop_epoch").GetInt32());
            Assert.True(expected == found, $"case {golden.GetProperty("index")}: {expected}, found {found}");
        }
    }

    [Fact]
    public void Adaptation_OfficialEigenvalues_GoesBackWhenAndWhereTheOfficialSearchDoes()
    {
        foreach (var document in GoldenDocuments.Of("robustdarts_ada"))
        {
            foreach (var golden in document.GetProperty("cases").EnumerateArray())
                CheckAdaptation(document.GetProperty("hyperparameters"), golden);
        }
    }

    private static void CheckAdaptation(JsonElement hyper, JsonElement golden)
    {
        var (decay, epochs) = (hyper.GetProperty("weight_decay").GetDouble(), hyper.GetProperty("epochs").GetInt32());
        var rule = new EigenvalueJump(Window(hyper), hyper.GetProperty("es_start_epoch").GetInt32(), epochs);
        var adaptation = new AdaptationOptions
        {
            Factor = golden.GetProperty("parameters").GetProperty("mul_factor").GetDouble(),
            Most = golden.GetProperty("parameters").GetProperty("max_weight_decay").GetDouble(),
        };
        var (past, rates, next) = (new List<EpochTrace>(), RobustDartsAda.Method.Published(SearchSpace.Darts).Weights, 0);
        foreach (var (iteration, returns) in golden.GetProperty("iterations").EnumerateArray()
            .Select((iteration, returns) => (iteration, returns)))
        {
            Assert.Equal(next, iteration.GetProperty("first_epoch").GetInt32());
            Assert.Equal(iteration.GetProperty("weight_decay_of_the_optimizer").GetDouble(),
                adaptation.DecayAfter(decay, returns), RateTolerance);
            Assert.Equal(iteration.GetProperty("weight_decay_of_the_unrolled_step").GetDouble(),
                adaptation.VirtualDecayAfter(decay, returns), RateTolerance);
            Assert.Equal(iteration.GetProperty("learning_rate_of_first_epoch_closed_form").GetDouble(),
                rates.LearningRateAt(new(next, epochs)), RateTolerance);
            var values = iteration.GetProperty("eigenvalues").EnumerateArray()
                .ToDictionary(pair => pair[0].GetInt32(), pair => pair[1].GetDouble());
            StopVerdict? verdict = null;
            for (; next < epochs && verdict is null; next++)
            {
                past = [.. past.Append(Traces.WithEigenvalue(next, values.TryGetValue(next, out var value) ? value : null))
                    .TakeLast(rule.Memory)];
                verdict = adaptation.AllowsAfter(decay, returns) ? rule.Judge(past) : null;
            }

            Assert.Equal(iteration.GetProperty("last_epoch").GetInt32(), next - 1);
            int? backTo = iteration.TryGetProperty("rolled_back_to", out var epoch) && epoch.ValueKind == JsonValueKind.Number
                ? epoch.GetInt32()
                : null;
            Assert.Equal(backTo, verdict?.Epoch);
            next = backTo + 1 ?? next;
        }
    }

    private static EigenvalueWindow Window(JsonElement parameters) => new()
    {
        Every = parameters.TryGetProperty("ev_freq", out var every) ? every.GetInt32() : new EigenvalueWindow().Every,
        Checks = parameters.GetProperty("window").GetInt32(),
        Lag = parameters.GetProperty("delta").GetInt32(),
        Ratio = parameters.GetProperty("factor").GetDouble(),
    };

    /// <summary>Some rows of the Hessian, by its products with unit vectors, against the diagonal and the sums of sizes.</summary>
    private static void CompareRows(GoldenCase golden, Tensor loss, IReadOnlyList<Tensor> alphas, double decay)
    {
        var (diagonal, sums) =
            (golden.Tensor("out64/hessian_diagonal", ScalarType.Float64), golden.Tensor("out64/hessian_row_sums_abs", ScalarType.Float64));
        var (gradients, dtype) = (Gradients.Of(loss, alphas, differentiable: true), loss.dtype);
        var tolerance = dtype == ScalarType.Float64 ? Exact : Float32Tolerance;
        for (var row = 0L; row < diagonal.numel(); row += 45)
        {
            var unit = zeros(diagonal.numel(), dtype);
            unit[row] = 1;
            Tensor[] direction = [.. unit.split([.. alphas.Select(alpha => alpha.numel())])
                .Zip(alphas, (part, alpha) => part.reshape(alpha.shape))];
            var values = cat([.. HessianVectorProduct.Exact(gradients, alphas, direction).Select(part => part.reshape(-1))])
                .to(ScalarType.Float64);
            values[row] = values[row].Plus(decay);
            Assert.Equal(diagonal[row].ToNumber(), values[row].ToNumber(), tolerance * diagonal.abs().max().ToNumber());
            Assert.Equal(sums[row].ToNumber(), values.abs().sum().ToNumber(), tolerance * sums.max().ToNumber());
        }
    }
}
