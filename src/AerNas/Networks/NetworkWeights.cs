using AerNas.Graphs;
using AerNas.Networks.Fused;

namespace AerNas.Networks;

/// <summary>The values of a network's weights and running statistics, by the names that its graph gives them.</summary>
internal sealed class NetworkWeights : IDisposable
{
    private readonly Tensor[] _weights;
    private readonly Tensor[] _statistics;

    /// <summary>Draws them, in the order of the graph.</summary>
    /// <param name="graph">What they are of.</param>
    /// <param name="source">Where they come from.</param>
    public NetworkWeights(NetworkGraph graph, WeightSource source)
    {
        _weights = [.. graph.Weights.Select(weight => source.Draw(weight))];
        _statistics = [.. graph.Statistics.Select(statistic => source.Buffer(statistic.Start.Lowest, [.. statistic.Shape]))];
        NamedWeights = [.. graph.Weights.Select(weight => (weight.Name, this[weight]))];
        NamedStatistics = [.. graph.Statistics.Select(statistic => (statistic.Name, Statistic(statistic)))];
        (Weights, Statistics) = (_weights, _statistics);
    }

    /// <summary>The weights by name, in the order of the network.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> NamedWeights { get; }

    /// <summary>The running statistics by name, in the order of the network.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> NamedStatistics { get; }

    /// <summary>The weights as an optimizer moves them: once <see cref="Flatten"/> was called one tensor of all of them.</summary>
    public IReadOnlyList<Tensor> Weights { get; private set; }

    /// <summary>The running statistics, held as the weights are.</summary>
    public IReadOnlyList<Tensor> Statistics { get; private set; }

    /// <summary>All weights in one tensor; null where each has its own memory.</summary>
    public FlatTensor? Flat { get; private set; }

    /// <summary>All running statistics in one tensor; null where each has its own memory.</summary>
    public FlatTensor? FlatStatistics { get; private set; }

    public Tensor this[GraphWeight weight] => _weights[weight.Index];

    public Tensor Statistic(GraphWeight statistic) => _statistics[statistic.Index];

    /// <summary>Moves weights and statistics into one tensor each; those by name are parts of them from then on.</summary>
    public void Flatten()
    {
        (Flat, FlatStatistics) = (new FlatTensor(_weights), new FlatTensor(_statistics));
        Flat.Values.requires_grad = true;
        (Weights, Statistics) = ([Flat.Values], [FlatStatistics.Values]);
    }

    /// <summary>What belongs to <see cref="Weights"/>, such as gradients or velocity, by the weights' names and shapes.</summary>
    /// <param name="perWeight">One tensor a weight, in the order of <see cref="Weights"/>.</param>
    /// <returns>The tensors themselves or views of them, owned by the caller's scope.</returns>
    public IEnumerable<(string Name, Tensor Value)> ByName(IReadOnlyList<Tensor> perWeight) =>
        NamedWeights.Zip(Flat is null ? perWeight : Flat.Views(perWeight.Single()), (weight, value) => (weight.Name, value));

    public void Dispose()
    {
        foreach (var tensor in _weights.Concat(_statistics)) tensor.Dispose();
        Flat?.Dispose();
        FlatStatistics?.Dispose();
    }
}
