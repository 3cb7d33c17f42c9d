using System.Text.Json.Serialization;
using AerNas.Data;
using AerNas.Extensions;

namespace AerNas.Export;

/// <summary>What a model folder tells about its network besides genotype and weights, kept as <c>model.json</c>.</summary>
public sealed record ModelCard
{
    /// <summary>The version of the folder's form that this library writes and reads.</summary>
    public const string CurrentFormat = "aernas-model/1";

    /// <summary>The version of the folder's form.</summary>
    public required string Format { get; init; }

    /// <summary>How the network is built from its genotype.</summary>
    public required Skeleton Skeleton { get; init; }

    /// <summary>Name of the images it was trained on.</summary>
    public required string Dataset { get; init; }

    /// <summary>The name of each class, in label order. // [K]</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Mean that each channel is normalized by, on the scale 0-1. // [C]</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Standard deviation that each channel is normalized by, on the scale 0-1. // [C]</summary>
    public required IReadOnlyList<double> Std { get; init; }

    /// <summary>How pictures that are not square were made so before it learnt from them.</summary>
    public Framing Framing { get; init; }

    /// <summary>On the test images after the last epoch, 0 to 1; null where there were none.</summary>
    public required double? TestAccuracy { get; init; }

    /// <summary>Versions of AerNas, .NET, TorchSharp and libtorch it was trained with.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The extensions that were there when it was trained; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunExtension>? Extensions { get; init; }

    /// <summary>SHA-256 of the file of weights; filled in by <see cref="ModelFolder.Save"/>.</summary>
    public string WeightsHash { get; init; } = "";

    /// <summary>The card of a network trained on a dataset.</summary>
    public static ModelCard Of(Skeleton skeleton, ImageDataset dataset, double? testAccuracy)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new ModelCard
        {
            Format = CurrentFormat,
            Skeleton = skeleton,
            Dataset = dataset.Name,
            ClassNames = dataset.ClassNames,
            Mean = dataset.Normalization.Mean,
            Std = dataset.Normalization.Std,
            TestAccuracy = testAccuracy,
            Versions = Runtime.Versions.Current,
            Extensions = ExtensionScope.Recorded,
        };
    }

    /// <summary>What pixels are normalized by.</summary>
    public ChannelNormalization Normalization => new([.. Mean], [.. Std]);

    /// <summary>What is wrong with it, as a sentence; null if it is sound.</summary>
    internal string? Problem()
    {
        if (ClassNames.Count != Skeleton.Classes) return $"it names {ClassNames.Count} classes, but its network has {Skeleton.Classes}.";
        if (Mean.Count != Skeleton.InputChannels || Std.Count != Skeleton.InputChannels)
            return $"its normalization is not of {Skeleton.InputChannels} channels as its network is.";
        var sizes = ImmutableArray.Create(Skeleton.Channels, Skeleton.Layers, Skeleton.Cells, Skeleton.Classes, Skeleton.ImageSize,
            Skeleton.InputChannels);
        if (sizes.Any(size => size < 1) || !Std.All(std => std > 0)) return "a size or standard deviation in it is not above zero.";
        try
        {
            Skeleton.Validate();
            return null;
        }
        catch (InvalidOptionsException e)
        {
            return $"its network cannot be built: {e.Message}";
        }
    }
}
