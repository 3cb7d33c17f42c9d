using System.Runtime.InteropServices;
using Google.Protobuf;

namespace AerNas.Onnx;

/// <summary>Writes nodes and constants into an ONNX graph, each value under a name that occurs once.</summary>
/// <param name="graph">Where they are written.</param>
internal sealed class OnnxNodes(GraphProto graph)
{
    private readonly HashSet<string> _names = [];

    /// <summary>Adds a node of one output.</summary>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="name">What the node and its output are to be called.</param>
    /// <param name="inputs">The names of what it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string operation, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = Unique(name) };
        foreach (var input in inputs) node.Input.Add(input);
        foreach (var attribute in attributes) node.Attribute.Add(attribute);
        node.Output.Add(node.Name);
        graph.Node.Add(node);
        return node.Name;
    }

    /// <summary>Adds a constant of float32.</summary>
    /// <returns>Its name.</returns>
    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        Constant(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a single number of float32.</summary>
    /// <returns>Its name.</returns>
    public string Float(string name, float value) => Floats(name, [value]);

    /// <summary>Adds a list of whole numbers.</summary>
    /// <returns>Its name.</returns>
    public string Integers(string name, params ReadOnlySpan<long> values) =>
        Constant(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), values.Length);

    /// <summary>Adds what a slice along an axis reads beside the map: where it begins, where it ends, the axis.</summary>
    /// <returns>Their names.</returns>
    public string[] Range(string name, int axis, int from, int to) =>
        [Integers($"{name}.from", from), Integers($"{name}.to", to), Integers($"{name}.axes", axis)];

    /// <summary>Adds a constant of any type.</summary>
    /// <param name="name">What it is to be called.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="bytes">Its elements, little end first.</param>
    /// <param name="shape">Its sizes; none of a single number.</param>
    /// <returns>Its name.</returns>
    public string Constant(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto { Name = Unique(name), DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        foreach (var size in shape) tensor.Dims.Add(size);
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++) unique = $"{name}.{i}";
        return unique;
    }
}
