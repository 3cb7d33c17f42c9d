// REINFORCE (Williams, Machine Learning 1992) on the architecture itself, as AutoDL-Projects exps/NATS-algos/reinforce.py has it:
//
//   policy     pi_e = softmax(theta_e) on every edge e, [E, O]; the first theta is N(0, 1e-3^2)
//   proposal   one operation an edge, drawn from pi_e
//   baseline   b = moving average of the rewards, this one included, freed of its bias: sum m^(n-i) r_i / sum m^(n-i)
//   loss       sum over e of -log pi_e[drawn] (r - b), so d loss / d theta_e = (r - b) (pi_e - onehot(drawn))
//   update     Adam(0.01, 0.9, 0.999), after every reward; the reward r is the validation accuracy in percent
//
// The result is the best architecture judged, not the policy's most likely one.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>A policy over architectures that learns from their accuracies by policy gradient.</summary>
public static class Reinforce
{
    private const double Beta1 = 0.9, Beta2 = 0.999;

    /// <summary>The method.</summary>
    public static SamplingMethod Method { get; } = new()
    {
        Name = "reinforce",
        Reference = "Williams: Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning "
            + "(Machine Learning 1992)",
        Difference = "search-free: a policy over the operations of each edge learns from the accuracies of what it drew",
        Sampler = (options, space) => new Policy(space, options.Search.Seed, (ReinforceOptions)options.Own!),
        JudgedBy = MethodEvidence.GoldenCases,
        Published = new SamplingOptions { Own = new ReinforceOptions() },
    };

    /// <summary>The policy of one run. It owns its logits and the optimizer's state.</summary>
    internal sealed class Policy : IArchitectureSampler
    {
        private readonly SearchSpace _space;
        private readonly int _seed;
        private readonly ReinforceOptions _options;
        private readonly Adam _optimizer;
        private int _learned;
        private (double Rewards, double Weights) _average;

        /// <summary>Makes a policy that has learned nothing.</summary>
        public Policy(SearchSpace space, int seed, ReinforceOptions options)
        {
            (_space, _seed, _options) = (space, seed, options);
            using var stream = RandomStreams.Create(seed, "policy");
            Theta = ArchitectureParameters.Initialize(space, stream,
                new ArchitectureStart { Scale = options.InitialScale, DataType = ScalarType.Float64 });
            _optimizer = new Adam(Theta.Tensors, options.LearningRate, Beta1, Beta2, weightDecay: 0);
        }

        /// <summary>The logits.</summary>
        public ArchitectureParameters Theta { get; }

        /// <inheritdoc/>
        public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history)
        {
            using var scope = NewDisposeScope();
            for (; _learned < history.Count; _learned++) Learn(history[_learned]);
            var random = new CounterRandom(_seed, RandomStream.SearchFree, history.Count, 0);
            return Draw(() => random.Uniform());
        }

        /// <summary>An architecture by inversion of uniform numbers: each edge's first operation of no smaller cumulated share.</summary>
        /// <param name="uniform">Called once an edge, in the space's order.</param>
        public ChosenOperations Draw(Func<double> uniform)
        {
            using var scope = NewDisposeScope();
            var policy = _space.CellKinds.ToDictionary(kind => kind, kind => Probabilities(kind).data<double>().ToArray()
                .Chunk(_space.Operations.Length).ToArray());
            return ChosenOperations.OnEveryEdge(_space,
                (kind, edge) => _space.Operations[ColumnAt(policy[kind][_space.RowOf(edge)], uniform())]);
        }

        /// <summary>Learns from a reward.</summary>
        /// <returns>What the update saw; its tensors are the caller's scope's.</returns>
        public PolicyUpdate Learn(JudgedArchitecture judged)
        {
            using var scope = NewDisposeScope();
            var fresh = 1 - _options.Momentum;
            _average = (_options.Momentum * _average.Rewards + fresh * judged.Accuracy, _options.Momentum * _average.Weights + fresh);
            var baseline = _average.Rewards / _average.Weights;
            var (advantage, drawn) = (judged.Accuracy - baseline, Mixture.Of(judged.Path, ScalarType.Float64));
            var loss = _space.CellKinds.Sum(kind => -(Probabilities(kind) * drawn[kind]).sum(-1).log().sum().ToNumber()) * advantage;
            Tensor[] gradients = [.. _space.CellKinds.Select(kind => (Probabilities(kind) - drawn[kind]).Times(advantage))]; // [E, O] each
            _optimizer.Step(gradients);
            return new PolicyUpdate(baseline, loss, [.. gradients.Select(gradient => gradient.MoveToOuterDisposeScope())]);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _optimizer.Dispose();
            Theta.Dispose();
        }

        private Tensor Probabilities(CellKind kind) => nn.functional.softmax(Theta[kind].detach(), dim: -1); // [E, O]

        /// <summary>The first column whose cumulated probability is at least a number.</summary>
        private static int ColumnAt(double[] probabilities, double uniform)
        {
            var column = 0;
            while (column < probabilities.Length - 1 && (uniform -= probabilities[column]) > 0) column++;
            return column;
        }
    }

    /// <summary>What an update of a policy saw.</summary>
    /// <param name="Baseline">b, this reward included.</param>
    /// <param name="Loss">The loss before the update.</param>
    /// <param name="Gradients">Of the loss in theta, one a kind of cell. // [E, O] each</param>
    internal readonly record struct PolicyUpdate(double Baseline, double Loss, IReadOnlyList<Tensor> Gradients);
}
