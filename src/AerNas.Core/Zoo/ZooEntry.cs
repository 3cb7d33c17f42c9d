using AerNas.Genotypes;

namespace AerNas.Zoo;

/// <summary>An architecture of the literature, and what was reported of it.</summary>
public sealed record ZooEntry
{
    /// <summary>Its name: that of the official <c>genotypes.py</c> where there is one.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called elsewhere.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>The paper, and which of its architectures.</summary>
    public required string Paper { get; init; }

    /// <summary>The repository and file that print it.</summary>
    public required string Source { get; init; }

    /// <summary>The name of its space.</summary>
    public required string Space { get; init; }

    /// <summary>The skeleton of its space that its network has; null where cells are stacked into all of them alike.</summary>
    public string? Skeleton { get; init; }

    /// <summary>The architecture as <see cref="GenotypeNotation"/> reads it.</summary>
    public required string Genotype { get; init; }

    /// <summary>What else is to be known, as a clause; null where nothing is.</summary>
    public string? Note { get; init; }

    /// <summary>What was reported of it.</summary>
    public IReadOnlyList<ReportedResult> Reported { get; init => field = value ?? []; } = [];

    /// <summary>The architecture.</summary>
    public Genotype Architecture => GenotypeNotation.Parse(Genotype);

    /// <summary>The networks it makes, of the sizes that they were published with.</summary>
    public IEnumerable<Skeleton> Networks => Architecture.Space.Skeletons
        .Where(form => Skeleton is null || form.Name == Skeleton).Select(Genotypes.Skeleton.Of);

    /// <summary>The reported figures beside the exact ones.</summary>
    public IEnumerable<ZooComparison> Compared => Reported.Select(reported => new ZooComparison(this, reported));
}

/// <summary>An architecture that the zoo does not have.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why not, as a clause.</param>
public sealed record LeftOutGenotype(string Name, string Reason);
