// A picture of any size is made a square by whole pixels (cropped, padded with white, or left), and the square resized by area: each pixel
// of the result is the mean of what it covers. Along one axis that is a matrix: of the part [y L / S, (y + 1) L / S) that output pixel y
// covers, source pixel k has what of [k, k + 1) lies within. Pixels are cut where AreaResampler cuts them, and the mean is rounded to a
// whole level as there; only where it lies within float32's rounding of a half can a level come out one beside.

using static AerNas.Onnx.OnnxAttributes;

namespace AerNas.Onnx;

/// <summary>Writes how pictures of any size become squares of the network's.</summary>
/// <param name="nodes">Where it is written.</param>
/// <param name="preparation">The size, and how oblong pictures are made square.</param>
internal sealed class SquareWriter(OnnxNodes nodes, PicturePreparation preparation)
{
    private const float White = 255;

    /// <summary>Writes it.</summary>
    /// <param name="pictures">The name of the pictures, levels from 0 to 255. // [N, C, H, W]</param>
    /// <returns>The name of the squares, of whole levels. // [N, C, size, size]</returns>
    public string Write(string pictures)
    {
        var squares = preparation.Framing == Framing.Stretch ? pictures : Framed(pictures);
        var rows = nodes.Add("MatMul", "square.rows", [Coverage(squares, "height", 2), squares]); // [N, C, size, W]
        var columns = nodes.Add("Transpose", "square.columns", [Coverage(squares, "width", 3)], List("perm", 1, 0)); // [W, size]
        var means = nodes.Add("MatMul", "square.means", [rows, columns]);
        var levels = nodes.Add("Floor", "square.levels", [nodes.Add("Add", "square.half", [means, nodes.Float("half", 0.5f)])]);
        return nodes.Add("Min", "square", [levels, nodes.Float("square.white", White)]);
    }

    /// <summary>The middle of each picture, or all of it with white beside.</summary>
    private string Framed(string pictures)
    {
        var (height, width) = (Length(pictures, "height", 2), Length(pictures, "width", 3));
        var side = nodes.Add(preparation.Framing == Framing.Pad ? "Max" : "Min", "frame.side", [height, width]);
        return preparation.Framing == Framing.Pad ? Padded(pictures, (height, width), side) : Cropped(pictures, (height, width), side);
    }

    private string Cropped(string pictures, (string Height, string Width) size, string side)
    {
        var from = Joined("frame.from", Half("frame.top", size.Height, side), Half("frame.left", size.Width, side));
        var to = nodes.Add("Add", "frame.to", [from, side]);
        return nodes.Add("Slice", "frame", [pictures, from, to, nodes.Integers("frame.axes", 2, 3)]);
    }

    private string Padded(string pictures, (string Height, string Width) size, string side)
    {
        var (top, left) = (Half("frame.top", side, size.Height), Half("frame.left", side, size.Width));
        var bottom = nodes.Add("Sub", "frame.bottom", [nodes.Add("Sub", "frame.more", [side, size.Height]), top]);
        var right = nodes.Add("Sub", "frame.right", [nodes.Add("Sub", "frame.wider", [side, size.Width]), left]);
        var none = nodes.Integers("frame.none", 0, 0);
        return nodes.Add("Pad", "frame",
            [pictures, Joined("frame.pads", none, top, left, none, bottom, right), nodes.Float("frame.white", White)]);
    }

    /// <summary>How much of each source pixel an output pixel covers, as a share of all that it covers. // [size, L]</summary>
    private string Coverage(string squares, string axis, int dimension)
    {
        var length = Length(squares, $"square.{axis}", dimension);
        var zero = nodes.Constant($"{axis}.zero", TensorProto.Types.DataType.Int64, new byte[sizeof(long)]);
        var one = nodes.Constant($"{axis}.one", TensorProto.Types.DataType.Int64, BitConverter.GetBytes(1L));
        var bare = nodes.Add("Squeeze", $"{axis}.length", [length]);
        var size = nodes.Integers($"{axis}.size", preparation.Size);
        // Whole numbers, in units of 1 / size of a source pixel.
        var outputs = nodes.Integers($"{axis}.outputs", [.. Enumerable.Range(0, preparation.Size).Select(y => (long)y)]);
        var from = nodes.Add("Mul", $"{axis}.from",
            [nodes.Add("Unsqueeze", $"{axis}.column", [outputs, nodes.Integers($"{axis}.last", 1)]), length]); // [size, 1]
        var to = nodes.Add("Add", $"{axis}.to", [from, length]);
        var first = nodes.Add("Mul", $"{axis}.first", [nodes.Add("Range", $"{axis}.pixels", [zero, bare, one]), size]); // [L]
        var behind = nodes.Add("Add", $"{axis}.behind", [first, size]);
        var covered = nodes.Add("Sub", $"{axis}.covered",
            [nodes.Add("Min", $"{axis}.until", [to, behind]), nodes.Add("Max", $"{axis}.since", [from, first])]);
        var some = nodes.Add("Max", $"{axis}.some", [covered, nodes.Integers($"{axis}.nothing", 0)]);
        return nodes.Add("Div", $"{axis}.coverage", [Float($"{axis}.part", some), Float($"{axis}.whole", length)]);
    }

    private string Float(string name, string number) => nodes.Add("Cast", name, [number], Of("to", (int)TensorProto.Types.DataType.Float));

    /// <summary>A dimension of a map, as a list of one number.</summary>
    private string Length(string map, string name, int dimension) =>
        nodes.Add("Shape", name, [map], Of("start", dimension), Of("end", dimension + 1));

    /// <summary>Half of how much longer one length is.</summary>
    private string Half(string name, string longer, string shorter) => nodes.Add("Div", name,
        [nodes.Add("Sub", $"{name}.both", [longer, shorter]), nodes.Integers($"{name}.two", 2)]);

    private string Joined(string name, params ReadOnlySpan<string> parts) => nodes.Add("Concat", name, parts, Of("axis", 0));
}
