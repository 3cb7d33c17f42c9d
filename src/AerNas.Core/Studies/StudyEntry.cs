using System.Text.Json.Serialization;

namespace AerNas.Studies;

/// <summary>One run of a study.</summary>
public sealed record StudyEntry
{
    /// <summary>The setting of random architectures that are looked up or trained for comparison.</summary>
    public const string Random = "random";

    /// <summary>The name of its folder among the study's searches, and among its trainings.</summary>
    public required string Folder { get; init; }

    /// <summary>What it tries: runs of one setting differ in their seed alone.</summary>
    public required string Setting { get; init; }

    /// <summary>The name of its method; null where the study names the architecture, which is not searched.</summary>
    public required string? Method { get; init; }

    /// <summary>Its entropy regularizer in the short form of <c>--entropy</c>; null for methods that learn no alpha.</summary>
    public string? Entropy { get; init; }

    /// <summary>Its seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The setting that it is tested against, paired by seed; null for none.</summary>
    public string? Against { get; init; }

    /// <summary>What a search gave the architecture that the study names, the more the better; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    /// <summary>Whether a text can name the folder of a run: it leads nowhere else.</summary>
    internal static bool IsFolder(string name) => name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0']) < 0;
}
