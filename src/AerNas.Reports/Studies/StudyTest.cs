namespace AerNas.Reports.Studies;

/// <summary>How one setting of a study differs from another in one measure, paired by seed.</summary>
public sealed record StudyTest
{
    /// <summary>The setting in question.</summary>
    public required string Setting { get; init; }

    /// <summary>The one it is compared with.</summary>
    public required string Against { get; init; }

    /// <summary>In what.</summary>
    public required StudyMeasure Measure { get; init; }

    /// <summary>Student's test of the pairs, with mean difference, interval and Cohen's d.</summary>
    public required PairedTTest T { get; init; }

    /// <summary>Wilcoxon's test of the pairs.</summary>
    public required WilcoxonSignedRank Wilcoxon { get; init; }

    /// <summary>How much one sample lies above the other, pairs or not; see <see cref="Statistics.CliffsDelta"/>.</summary>
    public required double CliffsDelta { get; init; }

    /// <summary>Tests two settings; null with fewer than two seeds that both have.</summary>
    public static StudyTest? Of(StudyGroup setting, StudyGroup against, StudyMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(against);
        var (second, first) = (setting.Values(measure), against.Values(measure));
        var seeds = first.Keys.Where(second.ContainsKey).ToArray();
        if (seeds.Length < 2) return null;
        double[] before = [.. seeds.Select(seed => first[seed])];
        double[] after = [.. seeds.Select(seed => second[seed])];
        return new StudyTest
        {
            Setting = setting.Setting,
            Against = against.Setting,
            Measure = measure,
            T = PairedTTest.Of(before, after),
            Wilcoxon = WilcoxonSignedRank.Of(before, after),
            CliffsDelta = Statistics.CliffsDelta.Of(before, after),
        };
    }
}
