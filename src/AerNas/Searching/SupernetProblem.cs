using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>The bilevel problem of a supernet: cross-entropy on one batch a level, and the terms of the architecture loss in the upper level only.</summary>
public sealed class SupernetProblem : IBilevelProblem, IDisposable
{
    private readonly Supernet _supernet;
    private readonly ArchitectureParameters _alpha;
    private readonly SearchRelaxations _relaxations;
    private readonly IArchitectureTerm _terms;
    private LabelledImages _training;
    private LabelledImages _validation;

    /// <summary>Makes the problem; what it is made of stays its owner's.</summary>
    /// <param name="supernet">Holds w.</param>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="relaxations">alpha -> mixture.</param>
    /// <param name="terms">What the architecture loss adds to L_val.</param>
    public SupernetProblem(Supernet supernet, ArchitectureParameters alpha, SearchRelaxations relaxations, IArchitectureTerm terms)
    {
        _supernet = supernet;
        _alpha = alpha;
        _relaxations = relaxations;
        _terms = terms;
        Weights = supernet.Weights;
        Alphas = [.. alpha.Tensors];
        Buffers = supernet.Statistics;
        TrainingHits = zeros([], ScalarType.Int64, Alphas[0].device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Alphas { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Buffers { get; }

    /// <summary>How many of <see cref="Alphas"/>, the first, are alphas; betas follow where there are any.</summary>
    public int AlphaCount => _alpha.Space.CellKinds.Length;

    /// <summary>Where the search stands.</summary>
    public SearchMoment Moment { get; private set; }

    /// <summary>How many training images the last <see cref="TrainingLoss"/> classified rightly: an int64 scalar that the problem owns.</summary>
    public Tensor TrainingHits { get; }

    /// <summary>Takes the batches of the next step.</summary>
    /// <param name="training">For w.</param>
    /// <param name="validation">For alpha.</param>
    /// <param name="moment">Where the search stands.</param>
    public void Use(LabelledImages training, LabelledImages validation, SearchMoment moment)
    {
        _training = training;
        _validation = validation;
        At(moment);
    }

    /// <summary>Says where the search stands; where hits are counted, its step counts the batches.</summary>
    public void At(SearchMoment moment) => Moment = moment;

    /// <inheritdoc/>
    public IEnumerable<Tensor> ByParameter(IReadOnlyList<Tensor> perWeight) => _supernet.ByParameter(perWeight).Select(named => named.Value);

    /// <inheritdoc/>
    public Tensor TrainingLoss() => TrainingLossOf(TrainingMixture());

    /// <inheritdoc/>
    public MixtureLoss TrainingLossInMixture()
    {
        var (mixture, kinds) = (TrainingMixture(), _alpha.Space.CellKinds);
        var leaves = kinds.ToDictionary(kind => kind, kind => mixture[kind].detach().requires_grad_(true)); // [E, O] each
        return new MixtureLoss(TrainingLossOf(mixture.WithWeights(kind => leaves[kind])), [.. kinds.Select(kind => leaves[kind])]);
    }

    /// <inheritdoc/>
    public ArchitectureLoss ValidationLoss()
    {
        var mixture = Relax(SearchLevel.Alpha);
        var loss = nn.functional.cross_entropy(_supernet.Forward(_validation.Images, mixture), _validation.Labels);
        return new ArchitectureLoss(loss.Plus(_terms.Penalty(_alpha, mixture, Moment.Architecture)), loss);
    }

    /// <inheritdoc/>
    public ArchitectureLoss JointLoss()
    {
        var mixture = TrainingMixture();
        var loss = TrainingLossOf(mixture);
        return new ArchitectureLoss(loss.Plus(_terms.Penalty(_alpha, mixture, Moment.Architecture)), loss);
    }

    /// <summary>Lets a method correct alpha after an update.</summary>
    /// <param name="constraint">What it does.</param>
    /// <param name="before">Alpha before the update, in the order of <see cref="Alphas"/>.</param>
    /// <param name="level">The level whose loss alpha learned by.</param>
    public void Correct(IAlphaConstraint constraint, IReadOnlyList<Tensor> before, SearchLevel level)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        constraint.Apply(_alpha, before, new RelaxationContext(Moment, level));
    }

    /// <summary>L_val alone, with second derivatives in alpha: a scalar of the caller's scope.</summary>
    public Tensor TwiceDifferentiableLoss() => nn.functional.cross_entropy(
        _supernet.ForwardTwiceDifferentiable(_validation.Images, Relax(SearchLevel.Alpha)), _validation.Labels);

    /// <summary>How many images the method's mixture classifies rightly, with no gradient: a scalar of the caller's scope.</summary>
    public Tensor CountHits(LabelledImages batch) => CountHits(batch, () => Relax(SearchLevel.Validation));

    /// <summary>The same for a path.</summary>
    public Tensor CountHits(LabelledImages batch, SampledPath path) => CountHits(batch, () => path.ToMixture(Alphas[0].dtype, Alphas[0].device));

    /// <summary>The same for a derived architecture.</summary>
    public Tensor CountHits(LabelledImages batch, ChosenOperations chosen) => CountHits(batch, () => chosen.ToMixture(Alphas[0].dtype, Alphas[0].device));

    /// <inheritdoc/>
    public void Dispose() => TrainingHits.Dispose();

    private Tensor CountHits(LabelledImages batch, Func<Mixture> mixture)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return Hits(_supernet.Forward(batch.Images, mixture()), batch.Labels).MoveToOuterDisposeScope(); // [N, K]
    }

    private Tensor TrainingLossOf(Mixture mixture)
    {
        var logits = _supernet.Forward(_training.Images, mixture); // [N, K]
        TrainingHits.copy_(Hits(logits, _training.Labels));
        return nn.functional.cross_entropy(logits, _training.Labels);
    }

    private Mixture Relax(SearchLevel level)
    {
        var context = new RelaxationContext(Moment, level);
        var mixture = _relaxations[level].Relax(_alpha, context);
        if (_relaxations.Skips is { } disturbance) mixture = mixture.WithSkips(new DisturbedSkips(disturbance, context));
        var dropped = _relaxations.PathDrops?.At(Moment.Search.Epoch, Moment.Search.Epochs) ?? 0;
        return dropped > 0 ? mixture.WithPaths(new DroppedPaths(dropped, context)) : mixture;
    }

    private Mixture TrainingMixture()
    {
        var mixture = Relax(SearchLevel.Weights);
        return _relaxations.Perturbation?.Perturb(mixture, new RelaxationContext(Moment, SearchLevel.Weights), LossOf) ?? mixture;
    }

    /// <summary>L_train of another mixture; w is a constant, and running statistics stand still.</summary>
    private Tensor LossOf(Mixture mixture)
    {
        using var held = Gradients.Hold(Weights);
        var training = _supernet.training;
        _supernet.eval();
        try
        {
            return nn.functional.cross_entropy(_supernet.Forward(_training.Images, mixture), _training.Labels);
        }
        finally
        {
            _supernet.train(training);
        }
    }

    private static Tensor Hits(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return logits.detach().argmax(dim: 1).eq(labels).sum().MoveToOuterDisposeScope();
    }
}
