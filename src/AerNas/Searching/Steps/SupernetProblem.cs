using AerNas.Bilevel;
using AerNas.Data.Batches;
using static TorchSharp.torch;

namespace AerNas.Searching.Steps;

/// <summary>A step's bilevel problem: cross-entropy on a batch a level, and the architecture loss' terms in the upper one.</summary>
internal sealed class SupernetProblem : IBilevelProblem
{
    private readonly SupernetLosses _losses;
    private readonly SearchBatch _batch;
    private readonly SearchMoment _moment;

    internal SupernetProblem(SupernetLosses losses, SearchBatch batch, SearchMoment moment)
    {
        (_losses, _batch, _moment) = (losses, batch, moment);
        TrainingHits = zeros([], ScalarType.Int64, losses.Alphas[0].device);
    }

    public IReadOnlyList<Tensor> Weights => _losses.Weights;

    public IReadOnlyList<Tensor> Alphas => _losses.Alphas;

    public IReadOnlyList<Tensor> Buffers => _losses.Supernet.Statistics;

    /// <summary>Training images the last <see cref="TrainingLoss"/> classified rightly: an int64 scalar of the problem's scope.</summary>
    public Tensor TrainingHits { get; }

    public IEnumerable<Tensor> ByParameter(IReadOnlyList<Tensor> perWeight) =>
        _losses.Supernet.ByParameter(perWeight).Select(named => named.Value);

    public Tensor TrainingLoss() => TrainingLossOf(TrainingMixture());

    public MixtureLoss TrainingLossInMixture()
    {
        var (mixture, kinds) = (TrainingMixture(), _losses.Alpha.Space.CellKinds);
        var leaves = kinds.ToDictionary(kind => kind, kind => mixture[kind].detach().requires_grad_(true)); // [E, O] each
        return new MixtureLoss(TrainingLossOf(mixture.WithWeights(kind => leaves[kind])), [.. kinds.Select(kind => leaves[kind])]);
    }

    public ArchitectureLoss ValidationLoss()
    {
        var mixture = _losses.Relax(new RelaxationContext(_moment, SearchLevel.Alpha));
        return WithTerms(mixture, nn.functional.cross_entropy(_losses.Supernet.Forward(_batch.Valid.Images, mixture), _batch.Valid.Labels));
    }

    public ArchitectureLoss JointLoss()
    {
        var mixture = TrainingMixture();
        return WithTerms(mixture, TrainingLossOf(mixture));
    }

    /// <summary>Lets a method correct alpha after an update.</summary>
    /// <param name="constraint">What it does.</param>
    /// <param name="before">Alpha before the update, in the order of <see cref="Alphas"/>.</param>
    /// <param name="level">The level whose loss alpha learned by.</param>
    internal void Correct(IAlphaConstraint constraint, IReadOnlyList<Tensor> before, SearchLevel level) =>
        constraint.Apply(_losses.Alpha, before, new RelaxationContext(_moment, level));

    private ArchitectureLoss WithTerms(Mixture mixture, Tensor loss) =>
        new(loss.Plus(_losses.Terms.Penalty(_losses.Alpha, mixture, _moment.Architecture)), loss);

    private Mixture TrainingMixture() => _losses.TrainingMixture(_moment, _batch.Train);

    private Tensor TrainingLossOf(Mixture mixture)
    {
        var logits = _losses.Supernet.Forward(_batch.Train.Images, mixture); // [N, K]
        TrainingHits.copy_(SupernetLosses.Hits(logits, _batch.Train.Labels));
        return nn.functional.cross_entropy(logits, _batch.Train.Labels);
    }
}
