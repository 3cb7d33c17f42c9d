using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>Evaluates and differentiates a graph with an <see cref="OracleTape"/>.</summary>
internal sealed class OracleNetwork
{
    private readonly KernelGraph _graph;
    private readonly SupernetData _data;
    private readonly double[] _mixture;
    private readonly double[] _mixtureGradient;
    private readonly double[] _statistics;
    private readonly OracleTape _tape;
    private readonly Dictionary<KernelMap, OracleMap> _maps = [];
    private readonly Dictionary<View, OracleMap> _views = [];
    private readonly OracleMap _logits;

    private OracleNetwork(KernelGraph graph, SupernetData data, double[] weights, double[] mixture)
    {
        (_graph, _data, _mixture, _tape) = (graph, data, mixture, new OracleTape(weights));
        _statistics = [.. data.Statistics];
        _mixtureGradient = new double[mixture.Length];
        _logits = Map(new KernelMap(graph.Nodes.Count - 1));
    }

    /// <summary>How surely every ReLU and maximum is decided, see <see cref="OracleTape.Margin"/>.</summary>
    public double Margin => _tape.Margin;

    /// <summary>Both passes.</summary>
    public static SupernetResult Run(KernelGraph graph, SupernetData data) => Forward(graph, data).Backward();

    /// <summary>The same at weights and a mixture that need not be float32.</summary>
    public static SupernetResult Run(KernelGraph graph, SupernetData data, double[] weights, double[] mixture) =>
        new OracleNetwork(graph, data, weights, mixture).Backward();

    /// <summary>The forward pass.</summary>
    public static OracleNetwork Forward(KernelGraph graph, SupernetData data) => new(graph, data, [.. data.Weights], [.. data.Mixture]);

    /// <summary>The backward pass, once.</summary>
    /// <returns>What both give.</returns>
    public SupernetResult Backward()
    {
        for (var i = 0; i < _logits.Gradient.Length; i++) _logits.Gradient[i] = _data.LogitGradient[i];
        _tape.Backward();
        return new SupernetResult(_logits.Values, _tape.WeightGradient, _mixtureGradient, _statistics);
    }

    /// <summary>A map is computed when something reads it: what no active term leads to never is.</summary>
    private OracleMap Map(KernelMap id)
    {
        if (!_maps.TryGetValue(id, out var map)) _maps[id] = map = Compute(_graph.Nodes[id.Index]);
        return map;
    }

    private OracleMap Compute(GraphNode node)
    {
        switch (node)
        {
            case ImagesNode:
                var (images, channels, height, width) = _data.Shape;
                var map = new OracleMap(images, channels, height, width);
                for (var i = 0; i < map.Values.Length; i++) map.Values[i] = _data.Images[i];
                return map;
            case ConvolutionNode convolution:
                var y = Read(convolution.Sources, convolution.Rectify);
                if (convolution.Depthwise is { } depthwise) y = _tape.Depthwise(y, depthwise);
                y = _tape.Dense(y, convolution.Dense);
                return convolution.Bias is { } bias ? _tape.AddBias(y, bias) : y;
            case PoolNode pool:
                return _tape.Pool(See(pool.Source), pool.Kind, pool.Window);
            case ChannelsNode picked:
                return _tape.Pick(Read(picked.Sources, rectify: false), picked.Channels);
            case DisturbNode disturbed:
                return _tape.Disturb(See(disturbed.Source), disturbed.Place, _data.Training ? _data.Disturbance : null);
            case GlobalAverageNode average:
                return _tape.Average(Read(average.Sources, average.Rectify));
            case SumNode sum:
                return _tape.Sum([.. sum.Terms.Where(TakesPart).Select(term => (See(term.View), Factor(term), AddGradient(term)))]);
            default:
                throw new InvalidOperationException(node.ToString());
        }
    }

    private OracleMap Read(IEnumerable<View> sources, bool rectify)
    {
        var x = _tape.Concatenate([.. sources.Select(See)]);
        return rectify ? _tape.Rectify(x) : x;
    }

    private OracleMap See(View view)
    {
        if (view.Norm is not { } norm) return Map(view.Map);
        if (_views.TryGetValue(view, out var seen)) return seen;
        var ofBatch = _data.Training || norm.RunningMean is null;
        var (map, batch) = _tape.Normalize(Map(view.Map), norm, ofBatch ? null : channel => Running(norm, channel));
        for (var c = 0; c < batch.Length && _data.Training && norm.RunningMean is not null; c++)
        {
            ref var mean = ref _statistics[norm.RunningMean!.Value.Offset + c];
            ref var variance = ref _statistics[norm.RunningVariance!.Value.Offset + c];
            (mean, variance) = (0.9 * mean + 0.1 * batch[c].Mean, 0.9 * variance + 0.1 * batch[c].Variance);
        }

        return _views[view] = map;
    }

    private (double Mean, double Variance) Running(Normalization norm, int channel) =>
        (_statistics[norm.RunningMean!.Value.Offset + channel], _statistics[norm.RunningVariance!.Value.Offset + channel]);

    private bool TakesPart(Term term) => _data.Active.Length == 0 || term.MixtureEntry is not { } entry || _data.Active[entry];

    private double Factor(Term term) => term.MixtureEntry is { } entry ? _mixture[entry] : 1;

    private Action<double> AddGradient(Term term) => gradient =>
    {
        if (term.MixtureEntry is { } entry) _mixtureGradient[entry] += gradient;
    };
}
