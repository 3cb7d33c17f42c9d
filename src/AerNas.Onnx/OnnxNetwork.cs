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

    private const int Opset = 17;
    private const int IntermediateForm = 8; // the version of ONNX's own form that came with that operator set

    /// <summary>What is told about the model, by keys.</summary>
    /// <value>Nothing.</value>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc cref="LayerWriter.Mixture"/>
    public IReadOnlyList<float> Mixture { get; init; } = [];

    /// <summary>Writes the model.</summary>
    /// <param name="target">Where to.</param>
    /// <exception cref="NotSupportedException">The network has a layer that ONNX has no operator for.</exception>
    public void Write(Stream target) => ToModel().WriteTo(target);

    private ModelProto ToModel()
    {
        var graph = new GraphProto { Name = "network" };
        graph.Input.Add(Input.Declaration);
        var nodes = new OnnxNodes(graph);
        var layers = new LayerWriter(nodes, Graph, Input.Preparation.Size, Values) { Mixture = Mixture };
        var scores = layers.Write(Input.Write(nodes));
        nodes.Add("Softmax", Output, [scores], Of("axis", 1));
        graph.Output.Add(PictureInput.Value(Output, TensorProto.Types.DataType.Float,
            [PictureInput.Dimension("batch"), PictureInput.Dimension(Graph.ChannelsOf(Graph.Logits))]));
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
