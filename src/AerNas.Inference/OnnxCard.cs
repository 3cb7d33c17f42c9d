using System.Text.Json;

namespace AerNas.Inference;

/// <summary>What an ONNX file tells about its model: JSON in its metadata, under the key <c>aernas</c>.</summary>
public sealed record OnnxCard
{
    /// <summary>The version of the card that this library writes and reads.</summary>
    public const string CurrentFormat = "aernas-onnx/1";

    internal const string Key = "aernas";
    private const int LargestSize = 4096;

    /// <summary>The version of the card.</summary>
    public required string Format { get; init; }

    /// <summary>The name of each class, in the order of the output. // [K]</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>What is done to a picture before the network sees it.</summary>
    public required PicturePreparation Preparation { get; init; }

    /// <summary>Whether the model itself makes pictures square and resizes them; else its caller does.</summary>
    public required bool Resizes { get; init; }

    /// <summary>Mean that the model normalizes each channel by, on the scale 0-1. // [C]</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Standard deviation that the model normalizes each channel by, on the scale 0-1. // [C]</summary>
    public required IReadOnlyList<double> Std { get; init; }

    /// <summary>Its architecture, as people write it.</summary>
    public required string Genotype { get; init; }

    /// <summary>The card as a text for <see cref="Key"/>.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, OnnxCardJson.Default.OnnxCard);

    /// <summary>Reads the card from the metadata of a file.</summary>
    /// <exception cref="OnnxFormatException">It holds none, one of another version, or a damaged one.</exception>
    internal static OnnxCard Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        const string Remedy = "Export the model again.";
        if (!metadata.TryGetValue(Key, out var json))
            throw new OnnxFormatException(file, "AerNas did not export it: it does not tell its classes, nor how pictures are prepared. "
                + "Name a file that aernas export wrote.");
        try
        {
            if (JsonDocument.Parse(json).RootElement.GetProperty("format").GetString() is var format and not CurrentFormat)
                throw new OnnxFormatException(file, $"it is of form '{format}', and this version reads {CurrentFormat}. {Remedy}");
            var card = JsonSerializer.Deserialize(json, OnnxCardJson.Default.OnnxCard)!;
            return card.IsSound ? card : throw new JsonException("its numbers do not fit each other");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new OnnxFormatException(file, $"what it tells of its model is damaged ({e.Message.TrimEnd('.')}). {Remedy}", e);
        }
    }

    private bool IsSound => ClassNames.Count > 1 && Preparation is { Channels: 1 or 3, Size: > 0 and <= LargestSize }
        && Enum.IsDefined(Preparation.Framing) && Mean.Count == Preparation.Channels && Std.Count == Preparation.Channels;
}
