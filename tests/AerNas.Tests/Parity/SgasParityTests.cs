using System.Collections.Immutable;
using System.Text.Json;
using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using AerNas.Stopping;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The decisions of SGAS against the official code: which edge, which operation, and when.</summary>
public sealed class SgasParityTests
{
    private const double ScoreTolerance = 2e-5; // the golden README's; scores are products of numbers between 0 and 1

    [Theory]
    [GoldenFolders("sgas_decisions")]
    public void Decisions_OfficialAlphas_AreTheOfficialOnes(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        foreach (var entry in golden.Json.GetProperty("cases").EnumerateArray()) CompareRun(golden, entry);
    }

    [Theory]
    [GoldenFolders("sgas_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Steps_OfficialBatches_FollowTheOfficialPathAndDecisions(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        foreach (var criterion in (int[])[1, 2])
        {
            using var scope = NewDisposeScope();
            var options = Options(golden, criterion).With(golden);
            var rule = Sgas.Method.Decisions!(options);
            using var run = new MethodTrajectory(golden, precision, Sgas.Method, options, new() { Results = $"criterion{criterion}/" });
            var results = golden.Json.GetProperty("results").GetProperty($"criterion{criterion}");
            var selected = results.GetProperty("selected_after_epoch");
            var (steps, past) = (golden.Integer("steps") / golden.Integer("epochs"), ImmutableList<EpochTrace>.Empty);
            for (var epoch = 0; epoch < golden.Integer("epochs"); epoch++)
            {
                for (var i = 0; i < steps; i++) run.Step(epoch * steps + i, epoch);
                past = [.. past.Add(EpochTrace.Of(new EpochOutcome(epoch, "", 0, 0), run.Alpha, null)).TakeLast(rule.Memory)];
                run.Alpha.Keep(rule.Before(epoch + 1, run.Alpha, past));
                foreach (var kind in run.Alpha.Space.CellKinds)
                    Assert.Equal(selected[epoch][SearchSpace.Darts.CellKinds.IndexOf(kind)].EnumerateArray()
                        .Select(column => column.GetInt64()), Selected(run.Alpha.Kept, kind));
            }

            CompareGenotype(results.GetProperty("genotype_force"), run.Alpha); // while edges are open
            run.Verify("scores"); // compared by sgas_decisions; normalized rounding where alphas hardly move
        }
    });

    private static void CompareRun(GoldenCase golden, JsonElement entry)
    {
        var (run, space) = (entry.GetProperty("index").GetInt32(), GoldenNetwork.DartsSpace(golden));
        var alphas = golden.Tensor("in/alphas", ScalarType.Float32)[run]; // [epochs, kinds, 14, 8]
        // [epochs, kinds, 14]
        var (scores, selected) =
            (golden.Tensor("out/scores", ScalarType.Float64)[run], golden.Tensor("out/selected", ScalarType.Int64)[run]);
        var rule = (GreedyDecisions)Sgas.Method.Decisions!(Options(golden, entry.GetProperty("criterion").GetInt32()));
        var (kept, past) = (KeptOperations.All(space), ImmutableList<EpochTrace>.Empty);
        for (var epoch = 0; epoch < golden.Integer("epochs"); epoch++)
        {
            using var alpha = ArchitectureParameters.FromValues(space,
                kind => alphas[epoch, SearchSpace.Darts.CellKinds.IndexOf(kind)].clone());
            alpha.Keep(kept);
            past = [.. past.Add(EpochTrace.Of(new EpochOutcome(epoch, "", 0, 0), alpha, null)).TakeLast(rule.Memory)];
            var next = rule.Before(epoch + 1, alpha, past);
            foreach (var kind in space.CellKinds)
            {
                if (!next.Equals(kept))
                    CompareScores(kept, kind, rule.Scores(space, kind, past), scores[epoch, SearchSpace.Darts.CellKinds.IndexOf(kind)]);
                Assert.Equal(selected[epoch, SearchSpace.Darts.CellKinds.IndexOf(kind)].data<long>().ToArray(), Selected(next, kind));
            }

            kept = next;
            alpha.Keep(kept);
            if (epoch + 1 == golden.Integer("epochs")) CompareGenotype(entry.GetProperty("genotype"), alpha);
        }
    }

    /// <summary>-1 for an open edge, 0 for one that is pruned, else the column of its operation.</summary>
    internal static IEnumerable<long> Selected(KeptOperations kept, CellKind kind) =>
        kept.Space.Edges.Select(edge => kept.IsOpen(kind, edge) ? -1L : kept.Space.ColumnOf(kept.Of(kind, edge).Single()));

    private static SearchOptions Options(GoldenCase golden, int criterion)
    {
        var published = Sgas.Method.Published(SearchSpace.Darts);
        return published.With<DecisionOptions>(decisions => decisions with
        {
            First = golden.Integer("warmup_dec_epoch"),
            Every = golden.Integer("decision_freq"),
            History = golden.Integer("history_size"),
            Criterion = criterion == 1 ? DecisionCriterion.Certainty : DecisionCriterion.Stability,
        });
    }

    private static void CompareScores(KeptOperations open, CellKind kind, double[] found, Tensor expected)
    {
        foreach (var edge in open.Space.Edges.Where(edge => open.IsOpen(kind, edge)))
            Assert.Equal(expected[open.Space.RowOf(edge)].item<double>(), found[open.Space.RowOf(edge)], ScoreTolerance);
    }

    private static void CompareGenotype(JsonElement expected, ArchitectureParameters alpha)
    {
        var options = Sgas.Method.Published(SearchSpace.Darts);
        var chosen = Sgas.Method.Discretization(SearchSpace.Darts, options).Choose(alpha);
        foreach (var kind in alpha.Space.CellKinds)
            Assert.Equal(GoldenGenotype.Edges(expected.GetProperty(GoldenNetwork.CellName(kind))), chosen[kind]);
    }
}
