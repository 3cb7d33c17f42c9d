using static AerNas.Onnx.OnnxAttributes;

namespace AerNas.Onnx;

/// <summary>What an ONNX network is given, and how that becomes what the network learnt from.</summary>
/// <param name="Preparation">Channels and size of the pictures, and how oblong ones are made square.</param>
/// <param name="Mean">Mean that each channel is normalized by, on the scale 0-1. // [C]</param>
/// <param name="Std">Standard deviation that each channel is normalized by, on the scale 0-1. // [C]</param>
internal sealed record PictureInput(PicturePreparation Preparation, ImmutableArray<double> Mean, ImmutableArray<double> Std)
{
    /// <summary>What the input is called.</summary>
    public const string Name = "pictures";

    private const double Brightest = 255;

    /// <summary>Whether pictures of any size are taken, and made square and resized by the network.</summary>
    public bool Resizes { get; init; }

    /// <summary>What the network reads: bytes, channels first. // [N, C, H, W]</summary>
    public ValueInfoProto Declaration
    {
        get
        {
            var size = Dimension(Preparation.Size);
            return Value(Name, TensorProto.Types.DataType.Uint8, [Dimension("batch"), Dimension(Preparation.Channels),
                Resizes ? Dimension("height") : size, Resizes ? Dimension("width") : size]);
        }
    }

    /// <summary>Declares a value of a graph.</summary>
    public static ValueInfoProto Value(
        string name, TensorProto.Types.DataType type, IEnumerable<TensorShapeProto.Types.Dimension> dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(dimensions);
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }

    /// <summary>A size that is known.</summary>
    public static TensorShapeProto.Types.Dimension Dimension(int size) => new() { DimValue = size };

    /// <summary>A size that comes with the pictures.</summary>
    public static TensorShapeProto.Types.Dimension Dimension(string name) => new() { DimParam = name };

    /// <summary>Writes the way from the bytes to normalized images.</summary>
    /// <returns>The name of the images. // [N, C, size, size]</returns>
    public string Write(OnnxNodes nodes)
    {
        var pictures = nodes.Add("Cast", "levels", [Name], Of("to", (int)TensorProto.Types.DataType.Float));
        if (Resizes) pictures = new SquareWriter(nodes, Preparation).Write(pictures);
        string Constant(string name, IEnumerable<double> values) =>
            nodes.Floats(name, [.. values.Select(value => (float)value)], 1, Preparation.Channels, 1, 1);
        var scaled = nodes.Add("Mul", "levels.scaled", [pictures, Constant("levels.scale", Std.Select(std => 1 / (Brightest * std)))]);
        return nodes.Add("Add", "images", [scaled, Constant("levels.shift", Mean.Zip(Std, (mean, std) => -mean / std))]);
    }
}
