namespace AerNas.Studies;

/// <summary>A number that an experiment is held against: one of the paper's, or one that was recorded when the recipe was made.</summary>
public sealed record RecipeNumber
{
    /// <summary>The row of the paper's table, such as <c>DARTS-V1-AER, searched on CIFAR-10</c>; null for what was recorded here.</summary>
    public string? Row { get; init; }

    /// <summary>The setting of the study that it belongs to; null where the study has none.</summary>
    public string? Setting { get; init; }

    /// <summary>What was measured, by its key in a study's results.</summary>
    public required string Measure { get; init; }

    /// <summary>The mean, in the measure's unit.</summary>
    public required double Mean { get; init; }

    /// <summary>The standard deviation; null where none is known.</summary>
    public double? Spread { get; init; }

    /// <summary>Why the study may have no such number; told where it has none.</summary>
    public string? Missing { get; init; }
}
