using AerNas.Tests.Kernels;
using AerNas.Tests.Networks;
using AerNas.Tests.Searching;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(AerNas.Tests.LongestFirst))]

namespace AerNas.Tests;

/// <summary>
/// Begins with the classes that take longest, so that no processor waits for the last of them; the others come in xunit's own order.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        .. new[] { typeof(MethodMatrixTests), typeof(EngineAgreementTests), typeof(NarrowMachineTests), typeof(FewChannelsTests),
            typeof(TrajectoryTests) }
            .Select(type => type.FullName!),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection))];

    private static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains($"{name} ", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
