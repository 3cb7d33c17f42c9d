using System.Globalization;
using System.Text.Json;
using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The second-order architecture gradient of both official codes, with every coefficient of the entropy.</summary>
public sealed class SecondOrderParityTests
{
    [Theory]
    [GoldenFolders("darts_second_order", BothPrecisions = true, BothEngines = true)]
    public void Darts_OfficialState_GivesTheOfficialGradient(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var hyper = golden.Hyperparameters;
        var options = DartsV2.Method.Published(SearchSpace.Darts);
        Compare(golden, precision, "unrolled_val_loss", hyper.GetProperty("xi").GetDouble(), options with
        {
            Weights = options.Weights with
            {
                LearningRate = hyper.GetProperty("w_lr").GetDouble(),
                Momentum = hyper.GetProperty("w_momentum").GetDouble(),
                WeightDecay = hyper.GetProperty("w_weight_decay").GetDouble(),
            },
        });
    });

    [Theory]
    [GoldenFolders("nb201_second_order", BothPrecisions = true, BothEngines = true)]
    public void NasBench201_OfficialState_GivesTheOfficialGradient(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var hyper = golden.Hyperparameters;
        var options = DartsV2.Method.Published(SearchSpace.NasBench201);
        Compare(golden, precision, "unrolled_loss", hyper.GetProperty("w_lr").GetDouble(), options with
        {
            Weights = options.Weights with
            {
                LearningRate = hyper.GetProperty("w_lr").GetDouble(),
                Momentum = hyper.GetProperty("momentum").GetDouble(),
                WeightDecay = hyper.GetProperty("decay").GetDouble(),
                Nesterov = hyper.GetProperty("nesterov").GetBoolean(),
            },
        });
    });

    private static void Compare(GoldenCase golden, string precision, string lossName, double xi, SearchOptions options)
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        var comparison = new GoldenComparison(golden, dtype);
        var engine = GoldenFoldersAttribute.EngineOf(precision);
        var operations = ArchitectureEntropy.OfficialOperations(options.Space);
        foreach (var lambda in golden.Hyperparameters.GetProperty("lambdas").EnumerateArray())
        {
            using var scope = NewDisposeScope();
            IArchitectureRegularizer regularizer = lambda.ValueKind == JsonValueKind.Null
                ? new NoRegularizer()
                : new ArchitectureEntropy(new ConstantSchedule(lambda.GetDouble()), operations);
            using var problem = new GoldenProblem(golden, dtype,
                options with { Runtime = options.Runtime with { Engine = engine } }, regularizer);
            problem.LoadMomentum();
            var (batches, progress) = (problem.Batches(""), new EpochProgress(0, 1));

            var gradient = new SecondOrderStep(xi)
                .Compute(problem.Losses.On(batches, new SearchMoment(0, default, progress, progress)), problem.Optimizers.Weights);

            var coefficient = lambda.ValueKind == JsonValueKind.Null
                ? "none"
                : lambda.GetDouble().ToString("R", CultureInfo.InvariantCulture);
            var group = $"lambda_{coefficient}";
            comparison.Add($"{group}/{lossName}", gradient.CrossEntropy.Plus(regularizer.Penalty(problem.Alpha, progress)));
            foreach (var (name, value) in problem.Official(gradient.Alphas))
                comparison.Add($"{group}/alpha_grad/{name}", value, $"{group}/alpha_grad");
        }

        comparison.Verify();
    }
}
