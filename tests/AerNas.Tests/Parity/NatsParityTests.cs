using System.Text.Json;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The search-free methods as AutoDL-Projects runs them on NATS-Bench, draw by draw.</summary>
public sealed class NatsParityTests
{
    [Theory]
    [GoldenFolders("nats_reinforce", BothPrecisions = true)]
    public void Policy_OfficialUniformsAndRewards_LearnsAsTheOfficialOne(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var comparison = new GoldenComparison(golden, GoldenFoldersAttribute.DtypeOf(precision));
        var (space, hyper) = (GoldenNetwork.NasBench201Space(golden), golden.Hyperparameters);
        var options = new ReinforceOptions
        {
            LearningRate = hyper.GetProperty("learning_rate").GetDouble(),
            Momentum = hyper.GetProperty("EMA_momentum").GetDouble(),
        };
        using var policy = new Reinforce.Policy(space, seed: 0, options);
        policy.Theta.Overwrite(golden.Tensor("in/theta", ScalarType.Float64));
        var (uniforms, actions, rewards) =
            (golden.Tensor("in/uniforms", ScalarType.Float64), golden.Tensor("in/actions", ScalarType.Float64),
                golden.Tensor("in/rewards", ScalarType.Float64));
        var (updates, thetas) = (new List<Reinforce.PolicyUpdate>(), new List<Tensor>());
        for (var i = 0; i < rewards.shape[0]; i++)
        {
            var edge = 0;
            var drawn = policy.Draw(() => uniforms[i, edge++].ToNumber());
            Assert.Equal(Enumerable.Range(0, edge).Select(e => (int)actions[i, e].to(ScalarType.Float64).ToNumber()),
                drawn.Operations.Select(space.ColumnOf));
            updates.Add(policy.Learn(new JudgedArchitecture(drawn, rewards[i].ToNumber(), null)));
            thetas.Add(policy.Theta[CellKind.Normal].detach().clone());
        }

        comparison.Add("theta", stack([.. thetas]));
        comparison.Add("gradient", stack([.. updates.Select(update => update.Gradients[0])]));
        comparison.Add("baseline", tensor(updates.Select(update => update.Baseline).ToArray()));
        comparison.Add("loss", tensor(updates.Select(update => update.Loss).ToArray()));
        comparison.Verify();
    }

    [Theory]
    [GoldenFolders("nats_evolution")]
    public void Evolution_OfficialDraws_ProposesTheOfficialArchitectures(string folder)
    {
        var golden = GoldenCase.Read(folder);
        var space = GoldenNetwork.NasBench201Space(golden);
        JsonElement[] cases = [.. golden.Json.GetProperty("cases").EnumerateArray()];
        var options = new EvolutionOptions { Population = golden.Integer("population"), Sample = golden.Integer("sample") };
        using var evolution = new RegularizedEvolution.Evolution(space, options,
            number => Replayed(DrawsOf(space, cases[number], number - options.Population)));
        var history = new List<JudgedArchitecture>();
        foreach (var expected in cases)
        {
            var proposed = evolution.Propose(history);
            Assert.Equal(expected.GetProperty("architecture").GetString(), proposed.ToGenotype().ToString());
            history.Add(new JudgedArchitecture(proposed, expected.GetProperty("accuracy").GetDouble(), null));
        }
    }

    /// <summary>The numbers that the official search drew: of its first, random architectures the columns.</summary>
    private static IEnumerable<int> DrawsOf(SearchSpace space, JsonElement golden, int oldest) =>
        golden.TryGetProperty("sampled", out var sampled)
        ? [
            .. sampled.EnumerateArray().Select(evaluation => evaluation.GetInt32() - oldest),
            golden.GetProperty("node").GetInt32(),
            golden.GetProperty("edge_of_node").GetInt32(),
            .. golden.GetProperty("operation_draws").EnumerateArray().Select(column => column.GetInt32()),
        ]
        : GenotypeNotation.Parse(golden.GetProperty("architecture").GetString()!)[CellKind.Normal].Edges
            .Select(edge => space.ColumnOf(edge.Operation));

    private static Func<int, int> Replayed(IEnumerable<int> draws)
    {
        var left = new Queue<int>(draws);
        return bound =>
        {
            var drawn = left.Dequeue();
            Assert.InRange(drawn, 0, bound - 1);
            return drawn;
        };
    }
}
