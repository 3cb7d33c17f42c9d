using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

/// <summary>A method's parts over a tiny supernet in float64 and one batch: what a step is computed by hand from.</summary>
internal sealed class MethodCase : IDisposable
{
    private const int Images = 8;
    private const int Classes = 3;

    private readonly SupernetLosses _losses;
    private readonly BilevelStep _step;
    private readonly SearchRelaxations _relaxations;
    private SearchMoment _moment;

    /// <param name="method">The method.</param>
    /// <param name="space">The space.</param>
    /// <param name="change">Changes the published options.</param>
    public MethodCase(SearchMethod method, SearchSpace space, Func<SearchOptions, SearchOptions>? change = null)
    {
        Method = method;
        Options = method.Published(space);
        if (change is not null) Options = change(Options);
        using var stream = RandomStreams.Create(1, "method");
        _relaxations = method.Relaxations(Options);
        var size = new SupernetOptions
        {
            Channels = 4,
            Layers = 3,
            Cells = 1,
            Classes = Classes,
            Engine = NetworkEngine.Torch,
            DataType = ScalarType.Float64,
            DisturbsSkips = true,
            DropsPaths = _relaxations.PathDrops is not null,
            SharesKernels = method.SharesKernels,
        };
        var supernet = new Supernet(space, size, stream);
        var own = method.State?.Invoke(new StateSetup(Options, space, CPU, name => RandomStreams.Create(1, name)));
        var alpha = ArchitectureParameters.Initialize(space, stream, new ArchitectureStart
        {
            Sampler = own?.Sampler,
            Scale = 0.5,
            WeighsEdges = method.WeighsEdges(space),
            Companion = method.Companion(Options),
            DataType = ScalarType.Float64,
        });
        alpha.Keep(method.Candidates(space));
        State = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, Options)) { Own = own };
        var terms = method.TermsWith(Options.Entropy.Create(space), Options, supernet.CellSizes(imageSize: 8));
        _losses = new SupernetLosses(supernet, alpha, _relaxations, new SumOfTerms([terms, .. own?.Terms ?? []]))
        {
            LabelSmoothing = Options.Search.LabelSmoothing,
        };
        _step = new BilevelStep(_losses, State.Optimizers, method.ArchitectureStep(Options), Options)
        {
            Constraint = method.Constraint?.Invoke(Options),
        };
        Batch = new Batch(
            randn([Images, 3, 8, 8], ScalarType.Float64, generator: stream).DetachFromDisposeScope(),
            Tensors.Range(Images).Modulo(Classes).DetachFromDisposeScope());
        At(0);
    }

    /// <summary>The method.</summary>
    public SearchMethod Method { get; }

    /// <summary>The options.</summary>
    public SearchOptions Options { get; }

    /// <summary>Supernet, alpha, optimizers.</summary>
    public SearchState State { get; }

    /// <summary>The losses of a step.</summary>
    public SupernetProblem Problem => _losses.On(new SearchBatch(Batch, Batch), _moment);

    /// <summary>The one batch of both levels.</summary>
    public Batch Batch { get; }

    /// <summary>Goes to an epoch.</summary>
    public SearchMoment At(int epoch) => _moment = Options.MomentAt(new RunPosition(epoch, 0));

    /// <summary>The mixture that an update of alpha sees.</summary>
    public Mixture Mixture(SearchMoment moment) => _relaxations.Alpha.Relax(State.Alpha, new RelaxationContext(moment, SearchLevel.Alpha));

    /// <summary>L of a mixture on the batch, without any term.</summary>
    public Tensor Loss(Mixture mixture) => nn.functional.cross_entropy(State.Supernet.Forward(Batch.Images, mixture), Batch.Labels);

    /// <summary>Takes a step.</summary>
    public void Step(bool alphaLearns = true) => _step.Apply(new SearchBatch(Batch, Batch), _moment, alphaLearns);

    /// <summary>
    /// Where the first step of a joint update leads, the weights first, then the alphas: momentum SGD and Adam from rest, decay in the
    /// gradient. The caller's scope owns everything.
    /// </summary>
    /// <param name="before">Weights and alphas.</param>
    /// <param name="gradients">Of the one loss, clipped.</param>
    public IEnumerable<Tensor> StepByHand(IReadOnlyList<Tensor> before, IReadOnlyList<Tensor> gradients) => before.Select((from, i) =>
        i < State.Supernet.Weights.Count
            ? from - gradients[i].Plus(from.Times(Options.Weights.WeightDecay)).Times(State.Optimizers.Weights.LearningRate)
            : new AdamByHand(Options.Alpha.LearningRate, Options.Alpha.Beta1, Options.Alpha.Beta2)
                .Step(from, gradients[i].Plus(from.Times(Options.Alpha.WeightDecay))));

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Dispose();
        Batch.Dispose();
    }
}
