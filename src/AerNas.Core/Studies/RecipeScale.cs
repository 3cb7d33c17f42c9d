namespace AerNas.Studies;

/// <summary>An experiment at one size.</summary>
public sealed record RecipeScale
{
    /// <summary>How its sizes come from the paper's.</summary>
    public required string Rule { get; init; }

    /// <summary>Which images it wants, in words.</summary>
    public required string Images { get; init; }

    /// <summary>The study, as its file would have it, without images and table.</summary>
    public required JsonObject Study { get; init; }

    /// <summary>What came of it when the recipe was made; empty where it has not been run.</summary>
    public IReadOnlyList<RecipeNumber> Expected { get; init => field = value ?? []; } = [];

    /// <summary>The machine and date of <see cref="Expected"/>, and how long it took; null where it has not been run.</summary>
    public string? Made { get; init; }
}
