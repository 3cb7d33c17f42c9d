using System.Text.Json;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Tests.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// One folder of reference numbers: <c>case.json</c> and <c>tensors.safetensors</c>, as the README beside the folders describes. A folder
/// is known by its <c>case</c> field; what it is called does not matter.
/// </summary>
internal sealed class GoldenCase
{
    private const double Float64Tolerance = 1e-9;

    private readonly SafetensorsFile? _tensors;
    private readonly Lazy<GoldenTolerance> _float32Tolerance;
    private readonly int _neighbour;

    private GoldenCase(string name, Action<GoldenComparison> judge, int neighbour)
    {
        (Judge, _neighbour) = (judge, neighbour);
        var folder = GoldenFolders.PathOf(name);
        Folder = folder;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        Json = document.RootElement.Clone();
        Kind = Json.GetProperty("case").GetString()!;
        var tensors = Path.Combine(folder, "tensors.safetensors");
        if (File.Exists(tensors)) _tensors = SafetensorsFile.Read(tensors);
        _float32Tolerance = new(() => ReadTolerance(Path.Combine(GoldenFolders.RootOf(name), "README.md"), Kind));
    }

    /// <summary>The folder's path.</summary>
    internal string Folder { get; }

    /// <summary>The <c>case</c> field.</summary>
    internal string Kind { get; }

    /// <summary>Fails where a comparison with the case says that results are not right.</summary>
    internal Action<GoldenComparison> Judge { get; }

    /// <summary>The whole of case.json.</summary>
    internal JsonElement Json { get; }

    /// <summary>The <c>hyperparameters</c> field.</summary>
    internal JsonElement Hyperparameters => Json.GetProperty("hyperparameters");

    /// <summary>The columns of the case's alphas.</summary>
    internal CandidateOperation[] Operations =>
        [.. Json.GetProperty("op_order").EnumerateArray().Select(name => CandidateOperation.Parse(name.GetString()!))];

    /// <summary>The names of the cases of a kind; empty where there are none.</summary>
    internal static IEnumerable<string> NamesOf(string kind) =>
        GoldenFolders.Names.Where(name => KindOf(GoldenFolders.PathOf(name)) == kind);

    /// <summary>Reads a case.</summary>
    /// <param name="name">One of <see cref="GoldenFolders.Names"/>, as the tests' data give it.</param>
    internal static GoldenCase Read(string name) => Read(name, GoldenJudge.AssertRecorded);

    /// <summary>Reads a case.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="judge">Who judges comparisons with it.</param>
    /// <param name="neighbour">
    /// Of its inputs and weights, which are read a rounding away, see <see cref="Neighbourhood"/>; 0 for those recorded.
    /// </param>
    internal static GoldenCase Read(string name, Action<GoldenComparison> judge, int neighbour = 0) => new(name, judge, neighbour);

    /// <summary>An integer hyperparameter.</summary>
    internal int Integer(string name) => Hyperparameters.GetProperty(name).GetInt32();

    /// <summary>Whether there is a tensor of this full name.</summary>
    internal bool Has(string name) => _tensors?.Contains(name) ?? false;

    /// <summary>The names under a prefix, without it.</summary>
    internal IEnumerable<string> NamesUnder(string prefix) => _tensors!.Entries
        .Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(e => e.Name[prefix.Length..]);

    /// <summary>A tensor in the caller's scope; floating-point ones are cast.</summary>
    internal Tensor Tensor(string name, ScalarType dtype)
    {
        var value = TensorArchive.ToTensor(_tensors![name]);
        if (value.dtype is not (ScalarType.Float32 or ScalarType.Float64)) return value;
        return name.StartsWith("out", StringComparison.Ordinal) ? value.to(dtype) : Neighbourhood.Moved(value.to(dtype), name, _neighbour);
    }

    /// <summary>
    /// The reference for a result: float64 within 1e-9 where the case has it and the run is in float64, else float32 within the README's
    /// tolerance.
    /// </summary>
    internal (Tensor Value, GoldenTolerance Tolerance) Expected(string result, ScalarType dtype) =>
        dtype == ScalarType.Float64 && Has($"out64/{result}")
            ? (Tensor($"out64/{result}", ScalarType.Float64), new(Float64Tolerance))
            : (Tensor($"out/{result}", ScalarType.Float64), Float32Tolerance);

    /// <summary>The README's tolerance for float32.</summary>
    internal GoldenTolerance Float32Tolerance => _float32Tolerance.Value;

    private static GoldenTolerance ReadTolerance(string readme, string kind) =>
        GoldenReadme.Float32Of(File.Exists(readme) ? File.ReadAllText(readme) : "", kind);

    private static string KindOf(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        return document.RootElement.GetProperty("case").GetString()!;
    }
}
