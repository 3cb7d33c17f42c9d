using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The folders of one kind of case, one test each; a skipped test that says why where there are none.</summary>
/// <param name="kind">The <c>case</c> field.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GoldenFoldersAttribute(string kind) : DataAttribute
{
    /// <summary>The <c>case</c> field.</summary>
    public string Kind { get; } = kind;

    /// <summary>Whether each folder is run in float64 and again in float32.</summary>
    public bool BothPrecisions { get; set; }

    /// <summary>The type that the second argument of a test names.</summary>
    internal static ScalarType DtypeOf(string precision) => precision == "float64" ? ScalarType.Float64 : ScalarType.Float32;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var folders = GoldenCase.Folders().ToArray();
        var rows = folders.Where(folder => GoldenCase.KindOf(folder) == Kind).SelectMany(folder => Rows(GoldenCase.NameOf(folder))).ToArray();
        if (rows.Length == 0)
        {
            var reason = folders.Length == 0 ? GoldenCase.Absent : $"The golden folder has no case {Kind}.";
            rows = [BothPrecisions ? new TheoryDataRow(Kind, "float64") { Skip = reason } : new TheoryDataRow(Kind) { Skip = reason }];
        }

        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    private IEnumerable<TheoryDataRow> Rows(string folder) => BothPrecisions
        ? [new TheoryDataRow(folder, "float64"), new TheoryDataRow(folder, "float32")]
        : [new TheoryDataRow(folder)];
}
