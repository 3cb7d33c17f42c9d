using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>What BayesNAS learns beside the switches: omega of every switch and gamma of those of edges. gamma of an operation stands
/// beside its switch, where architectures are derived from it.</summary>
internal sealed class SwitchState : IMethodState
{
    /// <summary>The name of gamma among what stands beside alpha.</summary>
    public const string Relevance = "relevance";

    private const string HasLearned = "hasLearned";

    private readonly SearchOptions _options;
    private readonly BayesNasOptions _own;
    private readonly SearchSpace _space;
    private readonly Dictionary<CellKind, Tensor> _omegas, _edgeOmegas, _edgeGammas; // [E, O], [E], [E]
    private bool _hasLearned; // from the epoch at hand

    public SwitchState(StateSetup setup)
    {
        (_options, _own, _space) = (setup.Options, setup.Options.Part<BayesNasOptions>(), setup.Space);
        var (edges, operations) = (_space.Edges.Length, _space.Operations.Length);
        _omegas = Ones(edges, operations);
        _edgeOmegas = Ones(edges);
        _edgeGammas = Ones(edges);

        Dictionary<CellKind, Tensor> Ones(params long[] shape) =>
            _space.CellKinds.ToDictionary(kind => kind, _ => ones(shape, device: setup.Device).DetachFromDisposeScope());
    }

    public IPathSampler? Sampler => null;

    public int Judged => 0;

    public JsonObject Counters => new() { [HasLearned] = _hasLearned };

    public IEnumerable<(string Name, double Value)> Recorded => [];

    public IEnumerable<IArchitectureTerm> Terms =>
        [new SwitchSparsity(_own, new SwitchWeights(kind => _omegas[kind], kind => _edgeOmegas[kind]))];

    public IEnumerable<(string Name, Tensor Value)> Tensors() => _space.CellKinds.SelectMany(kind => new[]
    {
        ($"omega/{kind}", _omegas[kind]), ($"omegaOfEdges/{kind}", _edgeOmegas[kind]), ($"gammaOfEdges/{kind}", _edgeGammas[kind]),
    });

    public void Check(JsonObject counters, OptionRules rules) => rules.Require(
        counters.Count == 1 && counters[HasLearned] is JsonValue value && value.TryGetValue(out bool _), HasLearned,
        "must be there, true or false, and nothing else.");

    public void TakeUp(JsonObject counters) => _hasLearned = counters[HasLearned]!.GetValue<bool>();

    /// <summary>Weighs the switches anew, once they have learned.</summary>
    public void Learn(MethodLesson lesson)
    {
        if (_hasLearned || !_options.MomentAt(new RunPosition(lesson.Epoch, 0)).AlphaLearns) return;
        lesson.Each();
        using var scope = NewDisposeScope();
        var bends = lesson.Curvature(_own.Products);
        using var noGrad = no_grad();
        var kinds = _space.CellKinds.Length;
        foreach (var (kind, i) in _space.CellKinds.Select((kind, i) => (kind, i)))
        {
            var gamma = lesson.Alpha.CompanionOf(kind);
            var edges = SwitchRelevance.Of(
                SwitchRelaxation.OfEdges(lesson.Alpha, kind), _edgeGammas[kind], bends[kinds + i], _own.EdgeWeight);
            var operations = SwitchRelevance.Of(lesson.Alpha[kind], gamma, bends[i], _own.OperationWeight);
            _edgeGammas[kind].copy_(edges.Gamma);
            _edgeOmegas[kind].copy_(edges.Omega);
            _omegas[kind].copy_(operations.Omega);
            gamma.copy_(operations.Within(edges.Gamma));
        }

        _hasLearned = true;
    }

    public void CompleteEpoch() => _hasLearned = false;

    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors()) tensor.Dispose();
    }
}
