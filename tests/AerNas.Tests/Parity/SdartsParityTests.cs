using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The perturbed mixtures of SDARTS, and the update of w on them, on both spaces.</summary>
public sealed class SdartsParityTests
{
    [Theory]
    [GoldenFolders("sdarts_perturbation", BothPrecisions = true, BothEngines = true)]
    [GoldenFolders("sdarts_perturbation_nb201", BothPrecisions = true, BothEngines = true)]
    public void Perturb_OfficialNoise_GivesTheOfficialMixturesAndUpdates(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        using var sdarts = new Case(golden, precision);
        var comparison = new GoldenComparison(golden, GoldenFoldersAttribute.DtypeOf(precision));
        foreach (var (epsilon, i) in golden.Hyperparameters.GetProperty("epsilons").EnumerateArray()
            .Select((value, i) => (value.GetDouble(), i)))
        {
            sdarts.Compare(comparison, $"rs/eps{i}", new RecordedPerturbation(golden, epsilon, steps: 0));
            var adversary = new RecordedPerturbation(golden, epsilon, golden.Integer("steps"));
            sdarts.Compare(comparison, $"adv/eps{i}", adversary);
            adversary.ComparePoints(comparison, $"adv/eps{i}");
        }

        comparison.Verify();
    }

    /// <summary>A supernet after the pass that moved its statistics, and what its updates are made of.</summary>
    private sealed class Case : IDisposable
    {
        private readonly GoldenCase _golden;
        private readonly Supernet _supernet;
        private readonly ArchitectureParameters _alpha;
        private readonly Batch _batch;
        private readonly SearchOptions _options;
        private readonly Tensor[] _statistics;

        public Case(GoldenCase golden, string precision)
        {
            var (dtype, engine) = (GoldenFoldersAttribute.DtypeOf(precision), GoldenFoldersAttribute.EngineOf(precision));
            var onDarts = !golden.Has("state/arch_parameters");
            _golden = golden;
            _supernet = onDarts
                ? GoldenNetwork.DartsSupernet(golden, dtype, engine)
                : GoldenNetwork.NasBench201Supernet(golden, dtype, engine);
            _alpha = onDarts ? GoldenNetwork.DartsAlpha(golden, dtype) : GoldenNetwork.NasBench201Alpha(golden, dtype);
            _options = SdartsAdv.Method.Published(onDarts ? SearchSpace.Darts : SearchSpace.NasBench201);
            _batch = new(golden.Tensor("in/x", dtype), golden.Tensor("in/y", dtype));
            _supernet.Training = true;
            using (no_grad()) _supernet.Forward(golden.Tensor("in/x_warm", dtype), new SoftmaxRelaxation().Relax(_alpha));
            _statistics = TensorValues.Copy(_supernet.Statistics);
        }

        public void Compare(GoldenComparison comparison, string name, RecordedPerturbation perturbation)
        {
            var losses = new SupernetLosses(
                _supernet, _alpha, new SearchRelaxations(new SoftmaxRelaxation()) { Perturbation = perturbation }, new NoRegularizer());
            var problem = losses.On(new SearchBatch(_batch, _batch), default);
            var loss = Anew(problem.TrainingLoss);
            comparison.Add($"{name}/loss", loss);
            if (_golden.NamesUnder($"out/{name}/weight_grad/").Any())
                GoldenWeightGradients.Compare(_golden, comparison, _supernet, loss, $"{name}/");
            comparison.Add($"{name}/grad_norm", Anew(() => Norm(problem, ClipScope.Weights)));
            comparison.Add($"{name}/grad_norm_official", Anew(() => Norm(problem, _options.Bilevel.ClipCounts)));
            comparison.Add($"{name}/logits", Anew(() => _supernet.Forward(_batch.Images, perturbation.Result!)));
            foreach (var kind in _alpha.Space.CellKinds)
                comparison.Add($"{name}/mixture/{RecordedPerturbation.NameOf(kind)}", perturbation.Result![kind]);
        }

        public void Dispose()
        {
            _alpha.Dispose();
            _supernet.Dispose();
        }

        private Tensor Norm(SupernetProblem problem, ClipScope counted)
        {
            using var optimizer = new MomentumSgd(_supernet.Weights, momentum: 0, weightDecay: 0) { LearningRate = 0 };
            return new WeightStep(0, counted).Apply(problem, optimizer, []).GradientNorm;
        }

        /// <summary>A pass that starts from the statistics that all passes of the case start from.</summary>
        private Tensor Anew(Func<Tensor> pass)
        {
            TensorValues.Write(_supernet.Statistics, _statistics);
            return pass();
        }
    }
}
