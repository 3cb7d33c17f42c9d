using System.Reflection;
using AerNas.Options;
using AerNas.Tests.Kernels;
using Xunit.Sdk;
using Xunit.v3;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The folders of one kind of case, one test each; a skipped test that says why where there are none.</summary>
/// <param name="kind">The <c>case</c> field.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GoldenFoldersAttribute(string kind) : DataAttribute
{
    private const string FusedFloat32 = "float32 fused";

    /// <summary>The <c>case</c> field.</summary>
    public string Kind { get; } = kind;

    /// <summary>Whether each folder is run in float64 and again in float32.</summary>
    public bool BothPrecisions { get; set; }

    /// <summary>
    /// Whether each folder is run once more in float32, on the fused engine; goes with <see cref="BothPrecisions"/>. On a lesser machine
    /// (<see cref="NarrowMachineTests"/>) that is all that is run, since torch picks its own vectors and computes the same there.
    /// </summary>
    public bool BothEngines { get; set; }

    /// <summary>The type that the second argument of a test names.</summary>
    internal static ScalarType DtypeOf(string precision) => precision == "float64" ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>The engine that the second argument of a test names.</summary>
    internal static NetworkEngine EngineOf(string precision) => precision == FusedFloat32 ? NetworkEngine.Fused : NetworkEngine.Torch;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var rows = GoldenCase.NamesOf(Kind).SelectMany(Rows).ToArray();
        if (rows.Length == 0)
        {
            var reason = GoldenFolders.Roots.Count == 0 ? GoldenFolders.Absent : $"The golden folders have no case {Kind}.";
            rows = [BothPrecisions ? new TheoryDataRow(Kind, "float64") { Skip = reason } : new TheoryDataRow(Kind) { Skip = reason }];
        }

        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    private IEnumerable<TheoryDataRow> Rows(string folder)
    {
        if (!BothPrecisions) return [new TheoryDataRow(folder)];
        string[] precisions = (BothEngines, NarrowMachineTests.IsChild) switch
        {
            (true, true) => [FusedFloat32],
            (true, false) => ["float64", "float32", FusedFloat32],
            _ => ["float64", "float32"],
        };
        return precisions.Select(precision => new TheoryDataRow(folder, precision));
    }
}
