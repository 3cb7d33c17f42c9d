using System.Text.Json.Serialization;
using AerNas.Texts;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>What a fit makes of pictures: in what time, and what the network may cost. The run directory keeps the resolved record. A fit
/// whose epochs and channels are fixed does not look at the clock, and can be repeated exactly.</summary>
public sealed record FitOptions
{
    private static readonly TimeSpan MostTime = TimeSpan.FromDays(60);

    /// <value>Wall-clock time of search, training and export together. Of it <see cref="SearchShare"/> at most is spent on the
    /// search.</value>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(20);

    /// <value>The part of the budget that the search may take; a search that decides sooner leaves the rest to the training.</value>
    public double SearchShare { get; init; } = 0.1;

    /// <value>The search space; in JSON its name, or its definition where it is none of the listed ones.</value>
    public SearchSpace Space { get; init; } = SearchSpace.Default;

    /// <value>Name of the search method, which is run at its small size with the entropy regularizer.</value>
    public string Method { get; init; } = MethodCatalog.Default.Name;

    /// <value>Which images, and how they are augmented.</value>
    public TrainingDataOptions Data { get; init; } = new();

    /// <value>What the network may cost.</value>
    public FitLimits Limits { get; init; } = new();

    /// <value>Epochs of the search, in place of those of its small size, or as many of them as its share has time for; null: these.</value>
    public int? SearchEpochs { get; init; }

    /// <value>Channels of the first cells, in place of as many as there is time to train; null: these.</value>
    public int? Channels { get; init; }

    /// <value>Epochs of the training, in place of as many as there is time for; null: these.</value>
    public int? Epochs { get; init; }

    /// <value>Whether a plain residual network of as many multiply-adds is trained for as long, after the budget, to compare with.</value>
    public bool Baseline { get; init; }

    /// <value>Seeds every random stream of search and training.</value>
    public int Seed { get; init; }

    /// <value>Where it computes.</value>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>Every problem with these options, each with its path; none when they can be run with.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        rules.Require(Budget > TimeSpan.Zero && Budget <= MostTime, "budget",
                $"must be above 0 and at most {MostTime.Days} days, is {Duration.Text(Budget)}.")
            .Require(SearchShare is > 0 and <= 0.9, "searchShare", $"must be above 0 and at most 0.9, is {SearchShare}.");
        if (!MethodCatalog.TryFind(Method, out var method))
            rules.Require(false, "method",
                $"'{Method}' is no method with a supernet; there are {string.Join(", ", MethodCatalog.All.Select(m => m.Name))}.");
        else if (method.Refuses(Space) is { } reason)
            rules.Require(false, "method", $"{Method} does not run on {Space.Name}: {reason}.");
        if (SearchEpochs is { } searched) rules.AtLeast(1, searched, "searchEpochs");
        if (Channels is { } channels) rules.AtLeast(1, channels, "channels", Skeleton.LargestWidth);
        if (Epochs is { } epochs) rules.AtLeast(1, epochs, "epochs");
        Data.Check(rules);
        Limits.Check(rules.In("limits"));
        Runtime.Check(rules);
        return rules.Problems;
    }
}

/// <summary>Reads and writes <see cref="FitOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(FitOptions))]
internal sealed partial class FitOptionsJson : JsonSerializerContext;
