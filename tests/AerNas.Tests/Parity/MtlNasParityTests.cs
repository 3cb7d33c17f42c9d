using System.Text.Json;
using System.Text.RegularExpressions;
using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The gates of MTL-NAS, their entropy, and the schedules of both.</summary>
public sealed class MtlNasParityTests
{
    private const double ScheduleTolerance = 1e-12; // both sides compute in double precision

    [Theory]
    [GoldenFolders("mtlnas_terms", BothPrecisions = true)]
    public void GatesAndEntropy_OfficialAlphas_AreTheOfficialOnes(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        var comparison = new GoldenComparison(golden, dtype);
        foreach (var space in new[] { SearchSpace.Darts, SearchSpace.NasBench201 })
        {
            var alphas = golden.Tensor($"in/{space.Name}/alphas", dtype); // [sets, kinds, E, O - 1]
            var uniforms = golden.Tensor($"in/{space.Name}/uniforms", dtype);
            for (var set = 0; set < alphas.shape[0]; set++) CompareSet(golden, comparison, space, (set, alphas[set], uniforms[set]));
        }

        comparison.Verify();
    }

    [Fact]
    public void Schedules_OfTheGates_AreTheOfficialOnes()
    {
        foreach (var schedules in GoldenDocuments.Of("mtlnas_terms").Select(document => document.GetProperty("schedules")))
        {
            var relaxation = new BernoulliRelaxation(1, AlphaGates.Drawn);
            Check(schedules.GetProperty("temperature_by_step_of_50"),
                progress => relaxation.Temperature(new SearchMoment(0, default, progress, progress)));
            Check(schedules.GetProperty("entropy_weight_period_0_1"), new BernoulliEntropy(10, WeightGrowth.Linear).WeightAt);
            Check(schedules.GetProperty("entropy_weight_period_0_0_published"),
                new BernoulliEntropy(10, WeightGrowth.AfterFirstStep).WeightAt);
        }
    }

    [Fact]
    public void Published_Run_IsTheOneTheReadmeNames()
    {
        var options = MtlNas.Method.Published(SearchSpace.Darts);
        Assert.Equal((1e-3, 0.0, 1e-3, 0.5),
            (options.Alpha.LearningRate, options.Alpha.InitialScale, options.Alpha.WeightDecay, options.Alpha.Beta1));
        Assert.Equal(new MinimumEntropyOptions
        {
            Weight = 10,
            Growth = WeightGrowth.AfterFirstStep,
            AlphaGates = AlphaGates.Probability,
            Temperature = 1,
        }, options.Part<MinimumEntropyOptions>());
    }

    private static void CompareSet(
        GoldenCase golden, GoldenComparison comparison, SearchSpace space, (int Number, Tensor Alphas, Tensor Uniforms) set)
    {
        var name = $"{space.Name}/set{set.Number}";
        using var alpha = ArchitectureParameters.FromValues(space, kind => Whole(space, set.Alphas[space.CellKinds.IndexOf(kind)]));
        var entropy = BernoulliEntropy.Measure(alpha);
        comparison.Add($"{name}/entropy", entropy);
        comparison.Add($"{name}/entropy_grad", Counted(space, Gradients.Of(entropy, [.. alpha.Tensors])));
        var relaxation = new BernoulliRelaxation(1, AlphaGates.Probability);
        comparison.Add($"{name}/sigmoid", Gates(SearchLevel.Alpha));
        comparison.Add($"{name}/onehot", Gates(SearchLevel.Validation));
        foreach (var step in golden.NamesUnder($"out/{name}/step").Select(rest => Regex.Match(rest, @"^(\d+)of(\d+)/gates$"))
            .Where(match => match.Success))
        {
            var progress = new EpochProgress(0, 1) { Within = double.Parse(step.Groups[1].Value) / double.Parse(step.Groups[2].Value) };
            var tau = relaxation.Temperature(new SearchMoment(0, default, progress, progress));
            var logits = set.Alphas.detach().clone().requires_grad_(true);
            var gates = BernoulliRelaxation.Gates(logits, set.Uniforms, tau);
            comparison.Add($"{name}/step{step.Value}", gates);
            comparison.Add($"{name}/step{step.Value}_grad_of_sum", Gradients.Of(gates.sum(), [logits])[0]);
        }

        Tensor Gates(SearchLevel level)
        {
            var mixture = relaxation.Relax(alpha, new RelaxationContext(default, level));
            return Counted(space, [.. space.CellKinds.Select(kind => mixture[kind])]);
        }
    }

    /// <summary>A space's alphas of those of a case, which has no column of none. // [E, O - 1] -> [E, O]</summary>
    private static Tensor Whole(SearchSpace space, Tensor rows) =>
        zeros([rows.shape[0], space.Operations.Length], rows.dtype).index_copy(1, Columns(space), rows);

    /// <summary>The columns that the case has, kind after kind. // [kinds, E, O - 1]</summary>
    private static Tensor Counted(SearchSpace space, IReadOnlyList<Tensor> rows) =>
        stack([.. rows.Select(kind => kind.index_select(1, Columns(space)))]);

    private static Tensor Columns(SearchSpace space) =>
        tensor([.. space.Operations.Where(operation => operation != CandidateOperation.None)
            .Select(operation => (long)space.ColumnOf(operation))]);

    private static void Check(JsonElement values, Func<EpochProgress, double> at)
    {
        var (expected, count) = (values.EnumerateArray().Select(value => value.GetDouble()), values.GetArrayLength());
        foreach (var (value, step) in expected.Select((value, step) => (value, step)))
            Assert.Equal(value, at(new EpochProgress(0, 1) { Within = (double)step / count }), ScheduleTolerance);
    }
}
