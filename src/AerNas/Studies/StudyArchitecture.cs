using AerNas.Training;
using AerNas.Zoo;

namespace AerNas.Studies;

/// <summary>An architecture that a study trains as it is, without a search.</summary>
public sealed record StudyArchitecture
{
    /// <value>What it is called in reports.</value>
    public string Name { get; init; } = "";

    /// <value>It, in any notation that <see cref="GenotypeNotation"/> reads; in a file also a name of the zoo, or nothing where
    /// <see cref="Name"/> is one.</value>
    public string Genotype { get; init; } = "";

    /// <value>What a search gave it, the more the better; null where that is not known.</value>
    public double? Score { get; init; }

    /// <summary>The same with its architecture, where it is named by the zoo.</summary>
    internal StudyArchitecture FoundInTheZoo() => GenotypeZoo.TryFind(Genotype.Length > 0 ? Genotype : Name, out var entry)
        ? this with { Genotype = GenotypeNotation.Json(entry.Architecture) }
        : this;

    /// <summary>Demands that a study can train its architectures.</summary>
    internal static void Check(OptionRules rules, StudyOptions study)
    {
        if (study.Architectures is not { } all) return;
        var group = rules.Require(study.Training is not null, "training", "is needed: it says how the architectures are trained.");
        var known = new Dictionary<Genotype, string>();
        for (var i = 0; i < all.Count; i++)
        {
            var (path, name, text) = ($"architectures[{i}]", all[i].Name, all[i].Genotype);
            group.Require(name.Length > 0 && name != StudyEntry.Random, $"{path}.name", $"must be a name, and not {StudyEntry.Random}.");
            if (all[i].Score is { } given) group.Finite(given, $"{path}.score");
            if (!GenotypeNotation.TryParse(text, out var genotype, out var error)) group.Require(false, $"{path}.genotype", error.Message);
            else if (!known.TryAdd(genotype, name))
                group.Require(false, path, $"{name} is the same architecture as {known[genotype]}; name it once.");
        }
    }

    /// <summary>Its run with a seed, tested against the first architecture of the study.</summary>
    internal StudyEntry Entry(int place, int seed, string first) => new()
    {
        Folder = $"{place + 1:00}-{FileName()}_seed{seed}",
        Setting = Name,
        Method = null,
        Seed = seed,
        Against = Name == first ? null : first,
        Score = Score,
    };

    /// <summary>Options that train it. A network that is a list of layers has its own width; that of the options is for cells.</summary>
    internal TrainingOptions Trained(TrainingOptions alike)
    {
        var genotype = GenotypeNotation.Parse(Genotype);
        return alike with
        {
            Genotype = Genotype,
            GenotypeName = GenotypeZoo.TryFind(Name, out var entry) && entry.Architecture.Equals(genotype) ? entry.Name : null,
            Network = alike.Network.For(genotype.Space),
        };
    }

    /// <summary>Its name as every file system takes it.</summary>
    private string FileName()
    {
        const int Longest = 40;
        var plain = string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return plain[..Math.Min(Longest, plain.Length)];
    }
}
