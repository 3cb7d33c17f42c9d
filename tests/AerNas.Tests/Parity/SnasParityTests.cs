using System.Collections.Immutable;
using System.Globalization;
using AerNas.Costs;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// SNAS against the official code, with its recorded noise and drops: draws, costs, losses, gradients, steps and temperatures.
/// </summary>
public sealed class SnasParityTests
{
    private const double Rounding = 1e-12;
    private const int OfficialEpochs = 150; // the official temperature counts so many, whatever the search has

    [Theory]
    [GoldenFolders("snas_first_order", BothPrecisions = true, BothEngines = true)]
    public void Draws_OfficialNoise_GiveOfficialLossesPenaltiesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var alpha = GoldenNetwork.AlphaOfKinds(golden, dtype, kind => $"arch/{AlphaName(kind)}");
        var taus = golden.Hyperparameters.GetProperty("taus").EnumerateArray().Select(tau => tau.GetDouble()).ToArray();
        foreach (var tau in taus)
        {
            var name = $"tau{tau.ToString("R", CultureInfo.InvariantCulture)}";
            Compare(golden, precision, alpha, name, Draw(golden, alpha, "", tau));
        }

        var paths = new DroppedPaths(golden.Hyperparameters.GetProperty("drop_path_prob").GetDouble(), RecordedPaths(golden));
        Compare(golden, precision, alpha, "tau1_drop", Draw(golden, alpha, "", 1).WithPaths(paths));
    });

    [Theory]
    [GoldenFolders("snas_first_order")]
    public void Demands_OfEveryOperation_AreTheOfficialTables(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var space = GoldenNetwork.DartsSpace(golden);
        using var supernet = GoldenNetwork.DartsSupernet(golden, ScalarType.Float32, NetworkEngine.Torch);
        foreach (var (cell, i) in supernet.CellSizes((int)golden.Tensor("in/x", ScalarType.Float32).shape[2])
            .Select((cell, i) => (cell, i)))
        {
            OperationDemand[] demands = [.. from edge in space.Edges
                                            from operation in space.Operations
                                            select OperationDemand.Of(operation, cell.Channels, cell.SizeBefore(edge, space),
                                                cell.StrideOf(edge, space))];
            Assert.Equal(Table("op_size", i), demands.Select(demand => (double)demand.Weights));
            Assert.Equal(Table("op_flops", i), demands.Select(demand => (double)demand.MultiplyAdds));
            Assert.Equal(Table("op_mac", i), demands.Select(demand => (double)demand.MemoryAccess));
        }

        double[] Table(string name, int cell) => golden.Tensor($"out/{name}/{cell}", ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>The official loop divides the costs by 6 and 2, the cells of each kind in a network of 8, however many there are.</summary>
    [Theory]
    [GoldenFolders("snas_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Steps_OfficialNoise_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var published = Snas.Method.Published(SearchSpace.Darts).With(golden);
        foreach (var variant in golden.Hyperparameters.GetProperty("variants").EnumerateObject())
        {
            using var scope = NewDisposeScope();
            var optimizer = variant.Value[2].GetString() == "adam" ? AlphaOptimizer.Adam : AlphaOptimizer.Descent;
            var cells = CellsOf(golden, "in/trn_x/0");
            using var run = new MethodTrajectory(golden, precision, Snas.Method,
                published with { Alpha = published.Alpha with { Optimizer = optimizer } }, new()
                {
                    Results = $"{variant.Name}/",
                    AlphaName = AlphaName,
                    Relaxations = new SearchRelaxations(new RecordedRelaxation((alpha, context) =>
                        Draw(golden, alpha, $"/{context.Moment.Position.Step}", golden.Hyperparameters.GetProperty("tau").GetDouble()))),
                    Term = new ExpectedCost(variant.Value[1].GetDouble(), EstimateOf(variant.Value[0].GetString()!), CostMeasure.All, cells)
                    {
                        Divisor = kind => kind == CellKind.Normal ? 6 : 2,
                    },
                });
            for (var i = 0; i < golden.Integer("steps"); i++) run.Step(i);
            run.Verify();
        }
    });

    [Fact]
    public void Temperatures_OfEveryEpoch_AreTheOfficialOnes()
    {
        foreach (var golden in GoldenDocuments.Of("snas_temperature"))
        {
            var (hyper, epoch) = (golden.GetProperty("hyperparameters"), 0);
            var schedule = new LineSchedule(hyper.GetProperty("temp").GetDouble(), hyper.GetProperty("temp_min").GetDouble(),
                LineEnd.StepAhead);
            foreach (var tau in golden.GetProperty("temperature_per_epoch").EnumerateArray())
                Assert.Equal(tau.GetDouble(), schedule.At(new EpochProgress(epoch++, OfficialEpochs)), Rounding);
        }
    }

    private static void Compare(GoldenCase golden, string precision, ArchitectureParameters alpha, string name, Mixture mixture)
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(
            golden, dtype, GoldenFoldersAttribute.EngineOf(precision), options => options with { DropsPaths = mixture.Paths is not null });
        var comparison = new GoldenComparison(golden, dtype);
        var logits = supernet.Forward(golden.Tensor("in/x", dtype), mixture); // [N, K]
        var crossEntropy = nn.functional.cross_entropy(logits, golden.Tensor("in/y", dtype));
        comparison.Add($"{name}/logits", logits);
        comparison.Add($"{name}/ce_loss", crossEntropy);
        AddGradients(comparison, $"{name}/ce_alpha_grad", alpha, crossEntropy);
        foreach (var kind in alpha.Space.CellKinds.Where(kind => golden.Has($"out/{name}/z_{GoldenNetwork.CellName(kind)}")))
            comparison.Add($"{name}/z_{GoldenNetwork.CellName(kind)}", mixture[kind]);
        foreach (var cost in golden.NamesUnder($"out/{name}/").Where(result => result.EndsWith("/log_penalty", StringComparison.Ordinal))
            .Select(result => result.Split('/')[0]))
        {
            var penalty = PenaltyOf(golden, cost).Penalty(alpha, mixture, default);
            comparison.Add($"{name}/{cost}/log_penalty", penalty);
            AddGradients(comparison, $"{name}/{cost}/penalty_alpha_grad", alpha, penalty);
        }

        if (name == "tau1") GoldenWeightGradients.Compare(golden, comparison, supernet, crossEntropy);
        comparison.Verify();
    }

    private static void AddGradients(GoldenComparison comparison, string group, ArchitectureParameters alpha, Tensor loss)
    {
        var gradients = autograd.grad([loss], [.. alpha.Tensors], retain_graph: true);
        foreach (var (kind, gradient) in alpha.Space.CellKinds.Zip(gradients))
            comparison.Add($"{group}/{AlphaName(kind)}", gradient, group);
    }

    /// <summary>The cost that a result such as <c>reparametrization_all</c> is of, with coefficient 1.</summary>
    private static ExpectedCost PenaltyOf(GoldenCase golden, string name)
    {
        var parts = name.Split('_');
        var measure = parts[1] switch
        {
            "all" => CostMeasure.All,
            "size" => CostMeasure.Weights,
            "flops" => CostMeasure.MultiplyAdds,
            _ => CostMeasure.MemoryAccess,
        };
        var ratio = golden.Hyperparameters.GetProperty("ratio").GetDouble();
        return new ExpectedCost(1, EstimateOf(parts[0]), measure, CellsOf(golden, "in/x"))
        {
            Divisor = kind => kind == CellKind.Normal ? golden.Integer("n_normal") : golden.Integer("n_reduce") / ratio,
        };
    }

    private static CostEstimate EstimateOf(string method) => method == "discrete" ? CostEstimate.Probabilities : CostEstimate.Mixture;

    private static ImmutableArray<CellSize> CellsOf(GoldenCase golden, string images)
    {
        using var supernet = GoldenNetwork.DartsSupernet(golden, ScalarType.Float32, NetworkEngine.Torch);
        return supernet.CellSizes((int)golden.Tensor(images, ScalarType.Float32).shape[2]);
    }

    /// <summary>What recorded uniforms lead to.</summary>
    private static Mixture Draw(GoldenCase golden, ArchitectureParameters alpha, string suffix, double tau) => ConcreteRelaxation.Relax(
        alpha, kind => golden.Tensor($"in/u_{GoldenNetwork.CellName(kind)}{suffix}", alpha[kind].dtype).log().negative().log()
            .negative(), tau);

    /// <summary>The drops of a case, edge after edge of the cells of a kind.</summary>
    private static Func<int, int, int, bool[]> RecordedPaths(GoldenCase golden)
    {
        var layers = golden.Integer("layers");
        var masks = golden.Tensor("in/drop_masks", ScalarType.Float64); // [layers, 14, N]
        var cells = Enumerable.Range(0, layers).ToLookup(cell => GoldenNetwork.KindOf(cell, layers));
        return (kind, place, _) =>
        {
            var (cell, edge) = Math.DivRem(place, (int)masks.shape[1]);
            return [.. masks[cells[SearchSpace.Darts.CellKinds[kind]].ElementAt(cell), edge].data<double>().ToArray()
                .Select(keeps => keeps > 0.5)];
        };
    }

    private static string AlphaName(CellKind kind) => $"{GoldenNetwork.CellName(kind)}_log_alpha";
}
