using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Makes the operations of a graph for images of one shape.</summary>
internal sealed unsafe class PlanBuilder
{
    private readonly KernelGraph _graph;
    private readonly PlanContext _context;
    private readonly BatchShape _shape;
    private readonly List<Operation> _operations = [];
    private readonly List<PaddedInput> _inputs = [];
    private readonly List<WinogradInput> _points = [];

    public PlanBuilder(KernelGraph graph, BatchShape shape, PlanContext context) => (_graph, _shape, _context) = (graph, shape, context);

    /// <summary>Makes all operations, their layouts fixed.</summary>
    /// <param name="needs">Scratch memory for the largest of them.</param>
    public ImmutableArray<Operation> Build(out ScratchNeeds needs)
    {
        foreach (var node in _graph.Nodes) _operations.Add(Create(node));
        foreach (var output in _graph.Outputs)
        {
            Output(output).Gradient ??= new GradientBuffer(Output(output));
            See(new View(output));
        }

        needs = default;
        foreach (var map in _operations.Select(operation => operation.Output)) CompleteMap(map);
        foreach (var input in _inputs) input.Freeze(_context);
        foreach (var operation in _operations.OfType<WindowedOperation>()) needs = needs.Or(operation.Freeze(_context));
        return [.. _operations];
    }

    private Operation Create(GraphNode node) => node switch
    {
        ImagesNode images => new ImagesOperation(Map([images.Channels], (_shape.Height, _shape.Width)), _context.Kernels),
        ConvolutionNode convolution => Create(convolution),
        PoolNode pool => Create(pool),
        DisturbNode disturbed => Create(disturbed),
        ChannelsNode channels => Create(channels),
        SumNode sum => Create(sum),
        GlobalAverageNode average => Create(average),
        _ => throw new NotSupportedException($"The fused engine has no operation for {node.GetType().Name}."),
    };

    private Operation Create(ConvolutionNode node)
    {
        var input = Input(node.Sources, node.Rectify);
        var window = node.Depthwise?.Window ?? node.Dense[0].Window;
        var output = Map([node.Dense.Sum(dense => dense.Outputs)], SizeThrough(window, input));
        if (WinogradTiles.Suit(node, input, output)) return new WinogradOperation(node, Points(input), output, _context);
        return node.Depthwise is null
            ? new DenseOperation(node, input, output, _context)
            : new SeparableOperation(node, input, output, _context);
    }

    private Operation Create(PoolNode node)
    {
        var maximum = node.Kind == PoolKind.Maximum;
        var input = Input([node.Source], node.Rectify, border: maximum ? float.NegativeInfinity : 0);
        var output = Map([Output(node.Source.Map).Channels], SizeThrough(node.Window, input));
        return maximum ? new MaximumPoolOperation(node, input, output, _context) : new AveragePoolOperation(node, input, output, _context);
    }

    private DisturbOperation Create(DisturbNode node)
    {
        var input = Input([node.Source], rectify: false);
        var source = input.Sources[0].Map;
        return new DisturbOperation(node, input, Map([source.Channels], (source.Height, source.Width)), _context);
    }

    private ChannelsOperation Create(ChannelsNode node)
    {
        var input = Input(node.Sources, rectify: false);
        return new ChannelsOperation(node, input, Map([node.Channels.Length], SizeOf(input)), _context);
    }

    private SumOperation Create(SumNode node)
    {
        var shape = Output(node.Terms[0].View.Map);
        var sum = new SumOperation(Map([shape.Channels], (shape.Height, shape.Width)), node.Entries, _context);
        foreach (var term in node.Terms) sum.Add(See(term.View), term, _context);
        return sum;
    }

    private GlobalAverageOperation Create(GlobalAverageNode node)
    {
        var input = Input(node.Sources, node.Rectify);
        var output = Map(input.Sources.Select(source => source.Map.Channels), (1, 1));
        return new GlobalAverageOperation(node.Rectify, input, output, _context);
    }

    /// <summary>The padded copy of some views; operations that read the same share it.</summary>
    private PaddedInput Input(ImmutableArray<View> views, bool rectify, float border = 0)
    {
        ImmutableArray<ViewState> sources = [.. views.Select(See)];
        var input = _inputs.Find(known => known.IsOf(sources, rectify, border));
        if (input is null) _inputs.Add(input = new PaddedInput(sources, rectify, border));
        return input;
    }

    /// <summary>The points of a padded copy; operations that read the same share them.</summary>
    private WinogradInput Points(PaddedInput input)
    {
        var points = _points.Find(known => known.Padded == input);
        if (points is null) _points.Add(points = new WinogradInput(input));
        return points;
    }

    private void CompleteMap(FeatureMap map)
    {
        if (_operations[map.Index] is SumOperation && map.Views.Exists(view => view.Norm is not null))
            throw new NotSupportedException(
                "The fused engine normalizes no sum; an operation must lie between the sum and its batch norm.");
        if (map.MeasuresDeviation || map.Views.Exists(view => view.Norm is not null)) map.Moments = new BatchMoments(map, _context);
        if (!map.OwnsGradient) return;
        if (map.Views.Count > 1)
            throw new NotSupportedException("The fused engine reads a map through one batch norm, unless only sums read it.");
        if (map.Terms.Count > 0) map.Gradient ??= new GradientBuffer(map);
        foreach (var view in map.Views)
        {
            if (view.Norm is not null || view.Bias is not null) map.GradientTotal ??= ImageSums.Kept(map, _context);
            if (view.Norm is not null) view.Centered = new ImageSums(map, _context);
        }
    }

    private FeatureMap Map(IEnumerable<int> channels, (int Height, int Width) size) =>
        new(_operations.Count, channels, size, _context.Kernels.Lanes);

    private FeatureMap Output(KernelMap map) => _operations[map.Index].Output;

    private ViewState See(View view)
    {
        var map = Output(view.Map);
        var state = map.Views.Find(known => known.Norm == view.Norm);
        if (state is not null) return state;
        state = new ViewState(map, view.Norm, (_graph.Nodes[view.Map.Index] as ConvolutionNode)?.Bias, _context.Arena);
        map.Views.Add(state);
        return state;
    }

    private static (int Height, int Width) SizeThrough(Window window, PaddedInput input)
    {
        var (height, width) = SizeOf(input);
        return window.OutputSize(height, width);
    }

    private static (int Height, int Width) SizeOf(PaddedInput input) => (input.Sources[0].Map.Height, input.Sources[0].Map.Width);
}
