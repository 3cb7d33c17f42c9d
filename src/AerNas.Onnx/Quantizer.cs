// Numbers of 8 bits in the form that ONNX calls QDQ: a value is quantized and at once dequantized, and a runtime that finds such pairs
// around an operator computes it in whole numbers. Activations have one scale a map and a zero point, weights one scale an output channel
// and none. Weights use 7 of their 8 bits: processors without VNNI add two products of a byte and a signed byte in 16 bits, which 8 would
// overflow.

using System.Runtime.InteropServices;
using static AerNas.Onnx.OnnxAttributes;

namespace AerNas.Onnx;

/// <summary>The smallest and the largest number that a map has on the pictures that a network was calibrated with.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
internal readonly record struct ValueRange(float Low, float High)
{
    private const int Levels = byte.MaxValue;

    /// <summary>The step between two levels; zero is among them.</summary>
    public float Scale => Math.Max(High, 0) > Math.Min(Low, 0) ? (Math.Max(High, 0) - Math.Min(Low, 0)) / Levels : 1;

    /// <summary>The level of zero.</summary>
    public byte Zero => (byte)Math.Round(-Math.Min(Low, 0) / Scale);
}

/// <summary>Quantizes the maps and weights of a network as it is written.</summary>
/// <param name="nodes">Where it is written.</param>
/// <param name="ranges">The ranges of maps, by the layers that compute them.</param>
internal sealed class Quantizer(OnnxNodes nodes, IReadOnlyDictionary<int, ValueRange> ranges)
{
    private const int LargestWeight = 63;

    private readonly Dictionary<string, ValueRange> _known = []; // by the names of quantized maps

    /// <summary>Quantizes a map.</summary>
    /// <param name="value">Its name.</param>
    /// <param name="layer">What computes it.</param>
    /// <param name="like">The map whose numbers it moves about or takes the largest of; null where it has others.</param>
    /// <returns>Its name as others read it; the same where it is not quantized, or is already.</returns>
    public string Through(string value, int layer, string? like)
    {
        if (_known.ContainsKey(value)) return value;
        if ((like is null || !_known.TryGetValue(like, out var range)) && !ranges.TryGetValue(layer, out range)) return value;
        string[] grid = [nodes.Float($"{value}.scale", range.Scale),
            nodes.Constant($"{value}.zero", TensorProto.Types.DataType.Uint8, [range.Zero])];
        var levels = nodes.Add("QuantizeLinear", $"{value}.levels", [value, .. grid]);
        var quantized = nodes.Add("DequantizeLinear", $"{value}.quantized", [levels, .. grid]);
        _known[quantized] = range;
        return quantized;
    }

    /// <summary>Writes the weight and bias of a convolution, of whole numbers where its input is quantized.</summary>
    /// <param name="input">The name of what it reads.</param>
    /// <param name="name">What the weight is to be called; the bias with <c>.bias</c>.</param>
    /// <param name="values">Both; the bias is null where there is none.</param>
    /// <param name="shape">The weight's, outputs first.</param>
    /// <returns>Their names.</returns>
    public string[] Weights(string input, string name, (float[] Weight, float[]? Bias) values, ReadOnlySpan<int> shape)
    {
        var (weight, bias) = values;
        if (!_known.TryGetValue(input, out var range))
        {
            string[] exact = [nodes.Floats(name, weight, shape)];
            return bias is null ? exact : [.. exact, nodes.Floats($"{name}.bias", bias, bias.Length)];
        }

        var kernel = weight.Length / shape[0];
        float[] scales = [.. weight.Chunk(kernel).Select(part => part.Max(w => Math.Abs(w)) is > 0 and var most
            ? most / LargestWeight : 1)];
        var levels = weight.Select((w, i) => (sbyte)Math.Round(w / scales[i / kernel])).ToArray();
        string[] whole = [Dequantized(name, TensorProto.Types.DataType.Int8, MemoryMarshal.AsBytes<sbyte>(levels), shape, scales)];
        if (bias is null) return whole;
        float[] steps = [.. scales.Select(scale => scale * range.Scale)];
        var added = bias.Select((b, c) => (int)Math.Clamp(Math.Round((double)b / steps[c]), int.MinValue, int.MaxValue)).ToArray();
        return [.. whole,
            Dequantized($"{name}.bias", TensorProto.Types.DataType.Int32, MemoryMarshal.AsBytes<int>(added), [added.Length], steps)];
    }

    private string Dequantized(
        string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> levels, ReadOnlySpan<int> shape, float[] scales) =>
        nodes.Add("DequantizeLinear", $"{name}.quantized",
            [nodes.Constant(name, type, levels, shape), nodes.Floats($"{name}.scales", scales, scales.Length)], Of("axis", 0));
}
