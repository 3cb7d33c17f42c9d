using System.Globalization;
using AerNas.Costs;
using AerNas.Genotypes;

namespace AerNas.Zoo;

/// <summary>A reported result beside the exact costs of its network.</summary>
public sealed class ZooComparison
{
    private const string ImageNet = "ImageNet";
    private const int ClassesOfImageNet = 1000;

    /// <summary>Counts the network.</summary>
    /// <param name="entry">The architecture.</param>
    /// <param name="reported">What was reported.</param>
    public ZooComparison(ZooEntry entry, ReportedResult reported)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reported);
        Reported = reported;
        var standing = entry.Networks.First(network => network.Classes == ClassesOfImageNet == (reported.On == ImageNet));
        Skeleton = standing with
        {
            Channels = reported.Channels ?? standing.Channels,
            Layers = reported.Cells ?? standing.Layers,
            AuxiliaryHead = standing.Form.Definition.Auxiliary ? AuxiliaryHead.Official : AuxiliaryHead.None,
        };
        Cost = GenotypeCost.Of(entry.Architecture, Skeleton);
        Agreement = reported.Parameters is not { } printed ? ZooAgreement.NotReported
            : IsPrinted(Cost.Parameters, printed) ? ZooAgreement.Equal
            : IsPrinted(Cost.Training.Parameters, printed) ? ZooAgreement.WithAuxiliaryHead
            : ZooAgreement.Different;
    }

    /// <summary>What was reported.</summary>
    public ReportedResult Reported { get; }

    /// <summary>The network of the size that was reported on.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>Its exact costs.</summary>
    public GenotypeCost Cost { get; }

    /// <summary>Whether the reported number of parameters is the exact one.</summary>
    public ZooAgreement Agreement { get; }

    /// <summary>Whether a count in millions, rounded or cut, has the digits that are printed.</summary>
    private static bool IsPrinted(long count, string printed)
    {
        var (exact, told) = (count / 1_000_000m, decimal.Parse(printed, CultureInfo.InvariantCulture));
        return new[] { MidpointRounding.AwayFromZero, MidpointRounding.ToZero }.Any(way => Math.Round(exact, told.Scale, way) == told);
    }
}

/// <summary>Whether a reported number is the exact one, to the digits that are printed.</summary>
public enum ZooAgreement
{
    /// <summary>None is reported.</summary>
    NotReported,

    /// <summary>It is.</summary>
    Equal,

    /// <summary>It is with the auxiliary head, which runs in training alone.</summary>
    WithAuxiliaryHead,

    /// <summary>It is not.</summary>
    Different,
}
