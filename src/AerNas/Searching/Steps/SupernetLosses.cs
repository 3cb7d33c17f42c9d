using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Graphs;
using AerNas.Networks;
using AerNas.Regularizers;

namespace AerNas.Searching.Steps;

/// <summary>A supernet and its alphas under a method's relaxations and terms: gives a step's problem, and counts hits.</summary>
internal sealed class SupernetLosses(
    Supernet supernet, ArchitectureParameters alpha, SearchRelaxations relaxations, IArchitectureTerm terms)
{
    private readonly Func<CellKind, EdgeId, ImmutableArray<Tensor>>? _kernels = supernet.SharesKernels ? supernet.SharedKernels : null;
    private readonly bool _drawsNoise = supernet.Graph.Layers.Any(layer => layer is NoiseLayer);

    public IReadOnlyList<Tensor> Weights { get; } = supernet.Weights;

    /// <summary>The upper level's variables: alphas, then betas where there are any.</summary>
    public IReadOnlyList<Tensor> Alphas { get; } = [.. alpha.Tensors];
    internal Supernet Supernet { get; } = supernet;
    internal ArchitectureParameters Alpha { get; } = alpha;
    internal IArchitectureTerm Terms { get; } = terms;

    /// <summary>epsilon of label smoothing in the loss that w learns by. Default: 0.</summary>
    public double LabelSmoothing { get; init; }

    internal IRelaxation Relaxation => relaxations.Alpha;

    /// <inheritdoc cref="SearchRelaxations.Passes"/>
    internal int Passes => relaxations.Passes;

    public SupernetProblem On(SearchBatch batch, SearchMoment moment) => new(this, batch, moment);

    /// <summary>L_val alone, with second derivatives in alpha: a scalar of the caller's scope.</summary>
    public Tensor TwiceDifferentiableLoss(Batch batch, SearchMoment moment) =>
        nn.functional.cross_entropy(
            Supernet.ForwardTwiceDifferentiable(batch.Images, Relax(new RelaxationContext(moment, SearchLevel.Alpha))), batch.Labels);

    /// <summary>How many images the method's mixture classifies rightly, with no gradient: a scalar of the caller's scope.</summary>
    public Tensor CountHits(Batch batch, SearchMoment moment) =>
        CountHits(batch, () => Relax(new RelaxationContext(moment, SearchLevel.Validation)));

    public Tensor CountHits(Batch batch, ChosenOperations chosen) =>
        CountHits(batch, () => Mixture.Of(chosen, Alphas[0].dtype, Alphas[0].device));

    internal Mixture Relax(RelaxationContext context)
    {
        var mixture = relaxations[context.Level].Relax(Alpha, Knowing(context));
        if (_drawsNoise) mixture = mixture.WithNoise(new NoiseDraws(context));
        if (relaxations.Skips is { } disturbance) mixture = mixture.WithSkips(new DisturbedSkips(disturbance, context));
        var dropped = relaxations.PathDrops?.At(context.Moment.Search) ?? 0;
        return dropped > 0 ? mixture.WithPaths(new DroppedPaths(dropped, context)) : mixture;
    }

    /// <summary>The context with what it says of the supernet.</summary>
    internal RelaxationContext Knowing(RelaxationContext context) => _kernels is null ? context : context with { Kernels = _kernels };

    /// <summary>The mixture that w learns on.</summary>
    /// <param name="moment">Where the search stands.</param>
    /// <param name="batch">What it learns from, by which a perturbation may find the worst mixture.</param>
    /// <param name="pass">Which of the mixtures of the update, from 0.</param>
    internal Mixture TrainingMixture(SearchMoment moment, Batch batch, int pass = 0)
    {
        var context = new RelaxationContext(moment, SearchLevel.Weights) { Pass = pass };
        var mixture = Relax(context);
        return relaxations.Perturbation?.Perturb(mixture, context, other => LossAtRest(other, batch)) ?? mixture;
    }

    /// <summary>How many rows of logits have their label as the largest: a scalar of the caller's scope.</summary>
    internal static Tensor Hits(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return logits.detach().argmax(dim: 1).eq(labels).sum().MoveToOuterDisposeScope();
    }

    private Tensor CountHits(Batch batch, Func<Mixture> mixture)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return Hits(Supernet.Forward(batch.Images, mixture()), batch.Labels).MoveToOuterDisposeScope(); // [N, K]
    }

    /// <summary>L_train of another mixture; w is a constant, and running statistics stand still.</summary>
    private Tensor LossAtRest(Mixture mixture, Batch batch)
    {
        using var held = Gradients.Hold(Weights);
        var training = Supernet.Training;
        Supernet.Training = false;
        try
        {
            return nn.functional.cross_entropy(Supernet.Forward(batch.Images, mixture), batch.Labels);
        }
        finally
        {
            Supernet.Training = training;
        }
    }
}
