using Google.Protobuf;
using static AerNas.Onnx.OnnxAttributes;

namespace AerNas.Onnx;

/// <summary>A trained network as an ONNX model: pictures in, the probability of each class out.</summary>
/// <param name="Graph">What it computes.</param>
/// <param name="Input">What it is given.</param>
/// <param name="Values">Weights and running statistics by their names in the graph.</param>
internal sealed record OnnxNetwork(NetworkGraph Graph, PictureInput Input, IReadOnlyDictionary<string, float[]> Values)
{
    /// <summary>What the output is called.</summary>
    public const string Output = "probabilities";

    private static readonly string[] Extremes = ["ReduceMin", "ReduceMax"];

    private const int Opset = 17;
    private const int IntermediateForm = 8; // the version of ONNX's own form that came with that operator set

    /// <summary>What is told about the model, by keys.</summary>
    /// <value>Nothing.</value>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The ranges of the maps that are computed in 8 bits, by their layers.</summary>
    /// <value>null: all is computed in float32.</value>
    public IReadOnlyDictionary<int, ValueRange>? Ranges { get; init; }

    /// <inheritdoc cref="LayerWriter.Mixture"/>
    public IReadOnlyList<float> Mixture { get; init; } = [];

    /// <summary>Writes the model.</summary>
    /// <param name="target">Where to.</param>
    /// <exception cref="NotSupportedException">The network has a layer that ONNX has no operator for.</exception>
    public void Write(Stream target)
    {
        var (graph, nodes, layers) = Begin();
        nodes.Add("Softmax", Output, [layers.Write(Input.Write(nodes))], Of("axis", 1));
        graph.Output.Add(PictureInput.Value(Output, TensorProto.Types.DataType.Float,
            [PictureInput.Dimension("batch"), PictureInput.Dimension(Graph.ChannelsOf(Graph.Logits))]));
        ModelOf(graph).WriteTo(target);
    }

    /// <summary>
    /// Writes a model that gives, in place of probabilities, the smallest number of each map that can be quantized, and then the largest of
    /// each.
    /// </summary>
    /// <param name="target">Where to.</param>
    /// <returns>The layers of these maps, in the order of the output.</returns>
    public ImmutableArray<int> WriteRanges(Stream target)
    {
        var (graph, nodes, layers) = Begin();
        layers.Write(Input.Write(nodes));
        string[] extremes = [.. Extremes.SelectMany(of => layers.Measurable.Select(map =>
            nodes.Add(of, $"{map.Value}.{of}", [map.Value], List("axes", 0, 1, 2, 3), Of("keepdims", 1))))];
        nodes.Add("Concat", Output, extremes, Of("axis", 0));
        graph.Output.Add(PictureInput.Value(Output, TensorProto.Types.DataType.Float,
            [PictureInput.Dimension(extremes.Length), .. Enumerable.Repeat(PictureInput.Dimension(1), 3)]));
        ModelOf(graph).WriteTo(target);
        return [.. layers.Measurable.Keys];
    }

    private (GraphProto Graph, OnnxNodes Nodes, LayerWriter Layers) Begin()
    {
        var graph = new GraphProto { Name = "network" };
        graph.Input.Add(Input.Declaration);
        var nodes = new OnnxNodes(graph);
        return (graph, nodes, new LayerWriter(nodes, Graph, Input.Preparation.Size, Values, Ranges) { Mixture = Mixture });
    }

    private ModelProto ModelOf(GraphProto graph)
    {
        var model = new ModelProto
        {
            IrVersion = IntermediateForm,
            ProducerName = "AerNas",
            ProducerVersion = typeof(OnnxNetwork).Assembly.GetName().Version!.ToString(3),
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        foreach (var (key, value) in Properties) model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model;
    }
}
