using AerNas.Extensions;
using AerNas.Texts;

namespace AerNas.Export;

/// <summary>What weights do not tell of a model.</summary>
public sealed record ImportOptions
{
    /// <value>The name of each class, in label order; null: their numbers.</value>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <value>Mean of each channel on the scale 0-1; null: what the official code takes for colour images.</value>
    public IReadOnlyList<double>? Mean { get; init; }

    /// <value>Standard deviation of each channel on the scale 0-1; null as for the mean.</value>
    public IReadOnlyList<double>? Std { get; init; }

    /// <value>Height and width of the images; null: those of the published network.</value>
    public int? ImageSize { get; init; }

    /// <summary>Demands that they fit a network.</summary>
    /// <exception cref="InvalidOptionsException">They do not.</exception>
    internal void Check(Skeleton skeleton)
    {
        var (rules, channels) = (new OptionRules(), skeleton.InputChannels);
        rules.Require(ClassNames is null || ClassNames.Count == skeleton.Classes, "classes",
                $"are {ClassNames?.Count} names, and the network tells {skeleton.Classes} classes apart.")
            .Require(ClassNames is null || ClassNames.Distinct().Count() == ClassNames.Count, "classes", "name a class twice.")
            .Require((Mean is null) == (Std is null), "mean", "goes with std: name both or none.")
            .Require(Mean is not null || PublishedNormalization(skeleton) is not null, "mean",
                $"and std are needed: the images have {Counted.Of(channels, "channel")}, and the official code has values of 3 alone.")
            .Require(Mean is null || Mean.Count == channels, "mean", $"has {Mean?.Count} values, and images have {channels} channels.")
            .Require(Std is null || Std.Count == channels, "std", $"has {Std?.Count} values, and images have {channels} channels.")
            .Require(Std is null || Std.All(value => value > 0), "std", "must be above 0.")
            .ThrowIfBroken();
    }

    /// <summary>The card of a network.</summary>
    internal ModelCard CardOf(Skeleton skeleton, string source)
    {
        var published = PublishedNormalization(skeleton);
        return new ModelCard
        {
            Format = ModelCard.CurrentFormat,
            Skeleton = skeleton,
            Dataset = source,
            ClassNames = ClassNames ?? [.. Enumerable.Range(0, skeleton.Classes).Select(label => $"{label}")],
            Mean = Mean ?? published!.Value.Mean,
            Std = Std ?? published!.Value.Std,
            TestAccuracy = null,
            Versions = Versions.Current,
            Extensions = ExtensionScope.Recorded,
        };
    }

    /// <summary>What official codes normalize colour images by: those of ImageNet behind strided stems, else those of CIFAR-10.</summary>
    private static (double[] Mean, double[] Std)? PublishedNormalization(Skeleton skeleton) => skeleton switch
    {
        { InputChannels: not 3 } => null,
        { Form.StemHalvings: > 0 } => ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        { Form.Definition.Stages: not null } => ([125.3 / 255, 123.0 / 255, 113.9 / 255], [63.0 / 255, 62.1 / 255, 66.7 / 255]),
        _ => ([0.49139968, 0.48215827, 0.44653124], [0.24703233, 0.24348505, 0.26158768]),
    };
}
