using AerNas.Bilevel;
using AerNas.Data.Batches;

namespace AerNas.Searching.Steps;

/// <summary>A step's bilevel problem: cross-entropy on a batch a level, and the architecture loss' terms in the upper one.</summary>
internal sealed class SupernetProblem(SupernetLosses losses, SearchBatch batch, SearchMoment moment) : IBilevelProblem
{
    public IReadOnlyList<Tensor> Weights => losses.Weights;

    public IReadOnlyList<Tensor> Alphas => losses.Alphas;

    public IReadOnlyList<Tensor> Buffers => losses.Supernet.Statistics;

    /// <summary>Training images the last <see cref="TrainingLoss()"/> classified rightly: an int64 scalar of the problem's scope.</summary>
    public Tensor TrainingHits { get; } = zeros([], ScalarType.Int64, losses.Alphas[0].device);

    public IEnumerable<Tensor> ByParameter(IReadOnlyList<Tensor> perWeight) =>
        losses.Supernet.ByParameter(perWeight).Select(named => named.Value);

    public int Passes => losses.Passes;

    public Tensor TrainingLoss() => TrainingLoss(pass: 0);

    public Tensor TrainingLoss(int pass) => TrainingLossOf(losses.TrainingMixture(moment, batch.Train, pass));

    public MixtureLoss TrainingLossInMixture()
    {
        var (mixture, kinds) = (TrainingMixture(), losses.Alpha.Space.CellKinds);
        var leaves = kinds.ToDictionary(kind => kind, kind => mixture[kind].detach().requires_grad_(true)); // [E, O] each
        return new MixtureLoss(TrainingLossOf(mixture.WithWeights(kind => leaves[kind])), [.. kinds.Select(kind => leaves[kind])]);
    }

    public ArchitectureLoss ValidationLoss()
    {
        var mixture = losses.Relax(new RelaxationContext(moment, SearchLevel.Alpha));
        return WithTerms(mixture, nn.functional.cross_entropy(losses.Supernet.Forward(batch.Valid.Images, mixture), batch.Valid.Labels));
    }

    public ArchitectureLoss JointLoss()
    {
        var mixture = TrainingMixture();
        return WithTerms(mixture, TrainingLossOf(mixture));
    }

    /// <summary>What a method will want to know of what was before an update; of the caller's scope.</summary>
    internal IReadOnlyList<Tensor> Remember(IAlphaConstraint constraint, SearchLevel level) =>
        constraint.Remember(losses.Alpha, losses.Knowing(new RelaxationContext(moment, level)));

    /// <summary>Lets a method correct alpha after an update.</summary>
    /// <param name="constraint">What it does.</param>
    /// <param name="before">What <see cref="Remember"/> gave before the update.</param>
    /// <param name="level">The level whose loss alpha learned by.</param>
    internal void Correct(IAlphaConstraint constraint, IReadOnlyList<Tensor> before, SearchLevel level) =>
        constraint.Apply(losses.Alpha, before, losses.Knowing(new RelaxationContext(moment, level)));

    private ArchitectureLoss WithTerms(Mixture mixture, Tensor loss) =>
        new(losses.Terms.Weighed(loss, losses.Alpha, mixture)
            .Plus(losses.Terms.Penalty(losses.Alpha, mixture, moment.Architecture)), loss);

    private Mixture TrainingMixture() => losses.TrainingMixture(moment, batch.Train);

    private Tensor TrainingLossOf(Mixture mixture)
    {
        var logits = losses.Supernet.Forward(batch.Train.Images, mixture); // [N, K]
        TrainingHits.copy_(SupernetLosses.Hits(logits, batch.Train.Labels));
        return nn.functional.cross_entropy(logits, batch.Train.Labels, label_smoothing: losses.LabelSmoothing);
    }
}
