using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Latency;
using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Tests.Latency;

/// <summary>Tables whose numbers are made up.</summary>
internal static class Tables
{
    public static Skeleton Skeleton { get; } = new()
    {
        Form = SkeletonForm.NasBench201,
        Channels = 4,
        Cells = 2,
        Classes = 10,
        ImageSize = 8,
    };

    /// <summary>A table for the small networks of NAS-Bench-201.</summary>
    /// <param name="seconds">What an operation takes at a place.</param>
    /// <param name="rest">What the rest takes, in seconds.</param>
    public static LatencyTable Of(Func<OperationPlace, double> seconds, double rest = 0) => Of(Skeleton, seconds, rest);

    /// <summary>A table for the networks of a skeleton.</summary>
    public static LatencyTable Of(Skeleton skeleton, Func<OperationPlace, double> seconds, double rest = 0) => new()
    {
        Format = LatencyTable.CurrentFormat,
        Runtime = LatencyRuntime.Onnx,
        Skeleton = skeleton,
        Machine = ImmutableSortedDictionary<string, string>.Empty,
        Versions = ImmutableSortedDictionary<string, string>.Empty,
        RestSeconds = rest,
        Operations = [.. from place in Places(skeleton)
                         select OperationLatency.Of(place, seconds(place))],
    };

    private static IEnumerable<OperationPlace> Places(Skeleton skeleton)
    {
        var space = skeleton.Form.Space;
        return (from cell in DerivedGraph.Cells(skeleton)
                from edge in space.Edges
                from operation in space.Operations
                select cell.Place(operation, edge, space)).Distinct();
    }
}
