// The controller of ENAS (Pham et al.: "Efficient Neural Architecture Search via Parameter Sharing", ICML 2018, section 2.2) as
// AutoDL-Projects has it (models/cell_searchs/search_model_enas_utils.py, Controller). An LSTM of two layers walks over the edges:
//
//   x_0 = a learned vector;   h_i = LSTM(x_i);   logits_i = 2.5 tanh((W h_i + b) / 5)
//   o_i ~ softmax(logits_i);  x_{i+1} = embedding of o_i
//
//   log p = sum_i log softmax(logits_i)[o_i];   H = sum_i entropy of softmax(logits_i), in nats
//
// What differs from the paper: one operation an edge of a fixed cell is chosen, no inputs; the paper's controller has 100 units.
// Start values: the learned vector, the embedding, W and both matrices of the first layer from U(-0.1, 0.1); the rest as PyTorch has it.

using AerNas.Networks;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace AerNas.Methods;

/// <summary>A distribution over the architectures of a space, learned by reinforcement: see <see cref="ControllerTraining"/>.</summary>
internal sealed class Controller : nn.Module, IPathSampler
{
    private const int Size = 32; // S
    private const double Bound = 0.1;
    private const double NoChance = -1e4; // finite, so that the entropy is

    private readonly SearchSpace _space;
    private readonly ControllerOptions _options;
    [ComponentName(Name = "start")]
    private readonly Parameter _start; // [1, S]
    [ComponentName(Name = "layer0")]
    private readonly LstmCell _layer0;
    [ComponentName(Name = "layer1")]
    private readonly LstmCell _layer1;
    [ComponentName(Name = "embedding")]
    private readonly Parameter _embedding; // [O, S]
    [ComponentName(Name = "output_weight")]
    private readonly Parameter _outputWeight; // [O, S]
    [ComponentName(Name = "output_bias")]
    private readonly Parameter _outputBias; // [O]

    /// <summary>Draws the start values.</summary>
    /// <param name="space">Whose architectures are sampled.</param>
    /// <param name="options">How its logits are squashed.</param>
    /// <param name="weights">Where the parameters come from; gives their element type and device.</param>
    public Controller(SearchSpace space, ControllerOptions options, WeightSource weights)
        : base(nameof(Controller))
    {
        (_space, _options) = (space, options);
        var operations = space.Operations.Length;
        _start = weights.UniformWithin(Bound, 1, Size);
        _layer0 = new LstmCell(Size, Size, Bound, weights);
        _layer1 = new LstmCell(Size, Size, 1 / Math.Sqrt(Size), weights);
        _embedding = weights.UniformWithin(Bound, operations, Size);
        _outputWeight = weights.UniformWithin(Bound, operations, Size);
        _outputBias = weights.Uniform(Size, operations);
        RegisterComponents();
    }

    /// <summary>The parameters, in the order of <c>named_parameters</c>.</summary>
    public IReadOnlyList<Tensor> Weights => [.. parameters()];

    /// <summary>Draws an architecture. The same arguments and parameters give the same one, on every machine up to rounding.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="use">What it is drawn for.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="index">Which sample of the epoch for that use, from 0.</param>
    public ControllerSample Sample(int seed, ControllerUse use, int epoch, int index)
    {
        var random = new CounterRandom(seed, RandomStream.Controller, epoch, ((long)use << 32) + index);
        return Walk((_, logits) => Draw(logits, random.Uniform()));
    }

    /// <summary>The most likely choice on every edge, given those before it, and the logits it was read off.</summary>
    public ControllerSample Best() => Walk((_, logits) => (int)logits.detach().argmax().item<long>());

    public ChosenOperations DrawForWeights(SearchMoment moment) =>
        PathOf(() => Sample(moment.Seed, ControllerUse.Weights, moment.Position.Epoch, moment.Position.Step));

    public ChosenOperations DrawForSelection(int seed, int index) => PathOf(() => Sample(seed, ControllerUse.Selection, 0, index));

    public ChosenOperations MostLikely() => PathOf(Best);

    /// <summary>What the controller thinks of a given architecture (teacher forcing).</summary>
    /// <param name="path">An architecture of the controller's space.</param>
    /// <exception cref="ArgumentException">It is one of another space.</exception>
    public ControllerSample Score(ChosenOperations path)
    {
        if (path.Space.Identity != _space.Identity)
            throw new ArgumentException(
                $"The controller samples from {_space.Identity}; make the path of that, not of {path.Space.Identity}.", nameof(path));
        int[] columns = [.. path.Operations.Select(_space.ColumnOf)];
        return Walk((place, _) => columns[place]);
    }

    /// <summary>Walks over the edges of all kinds of cell.</summary>
    /// <param name="choose">The column of a choice, from its place and logits. // [1, O]</param>
    private ControllerSample Walk(Func<int, Tensor, int> choose)
    {
        using var scope = NewDisposeScope();
        var columns = new int[_space.CellKinds.Length * _space.Edges.Length];
        var steps = new Tensor[columns.Length];
        var (first, second) = (_layer0.Rest(1), _layer1.Rest(1));
        Tensor input = _start; // [1, S]
        for (var place = 0; place < columns.Length; place++)
        {
            first = _layer0.Next(input, first);
            second = _layer1.Next(first.Hidden, second);
            var output = Shapes.MatMul(second.Hidden, _outputWeight.t()).Plus(_outputBias); // [1, O]
            steps[place] = output.Over(_options.Temperature).tanh().Times(_options.TanhConstant);
            if (Barrier(place) is { } barrier) steps[place] = steps[place].Plus(barrier);
            columns[place] = choose(place, steps[place]);
            input = _embedding.narrow(0, columns[place], 1);
        }

        var logits = cat(steps); // [kinds * E, O]
        var logarithms = nn.functional.log_softmax(logits, dim: 1);
        var chosen = tensor(columns.Select(c => (long)c).ToArray(), device: _start.device).unsqueeze(1); // [kinds * E, 1]
        var logProbability = logarithms.gather(1, chosen).sum();
        var entropy = -(logarithms.exp() * logarithms).sum();
        return new ControllerSample(
            PathOf(columns), logProbability.MoveToOuterDisposeScope(), entropy.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }

    /// <summary>The architecture alone, with no gradient and no tensors left.</summary>
    private static ChosenOperations PathOf(Func<ControllerSample> draw)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return draw().Path;
    }

    /// <summary>What takes away the chance of operations that an edge may not carry; null where it may carry all. // [1, O]</summary>
    private Tensor? Barrier(int place)
    {
        if (_space.Candidates.IsAll) return null;
        var row = _space.Candidates.Row(_space.CellKinds[place / _space.Edges.Length], _space.Edges[place % _space.Edges.Length]);
        double[] added = [.. row.ToArray().Select(offered => offered ? 0 : NoChance)];
        return tensor(added, _start.dtype, _start.device).unsqueeze(0);
    }

    private ChosenOperations PathOf(int[] columns) => ChosenOperations.OnEveryEdge(_space, (kind, edge) =>
        _space.Operations[columns[_space.CellKinds.IndexOf(kind) * _space.Edges.Length + _space.RowOf(edge)]]);

    /// <summary>The first column whose cumulated probability exceeds a fraction.</summary>
    private static int Draw(Tensor logits, double fraction)
    {
        using var scope = NewDisposeScope();
        return Categorical.PlaceAt(nn.functional.softmax(logits.detach().to(ScalarType.Float64), dim: 1).cpu().contiguous()
            .data<double>().ToArray(), fraction);
    }
}
