using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// One folder of reference numbers: <c>case.json</c> and <c>tensors.safetensors</c>, as the README beside the folders describes. A folder
/// is known by its <c>case</c> field; what it is called does not matter.
/// </summary>
internal sealed class GoldenCase
{
    private const double Float64Tolerance = 1e-9;
    private const double DefaultFloat32Tolerance = 1e-4; // the loosest entry of the README's table but one; used where it has no row

    private static readonly Lazy<string?> Root = new(FindRoot);

    private readonly SafetensorsFile? _tensors;

    private GoldenCase(string folder)
    {
        Folder = folder;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        Json = document.RootElement.Clone();
        Kind = Json.GetProperty("case").GetString()!;
        var tensors = Path.Combine(folder, "tensors.safetensors");
        if (File.Exists(tensors)) _tensors = SafetensorsFile.Read(tensors);
    }

    /// <summary>Why there is nothing to compare with.</summary>
    internal const string Absent = "No golden folder: set AERNAS_GOLDENS or put shared/golden beside the project.";

    /// <summary>The folder's path.</summary>
    internal string Folder { get; }

    /// <summary>The <c>case</c> field.</summary>
    internal string Kind { get; }

    /// <summary>The whole of case.json.</summary>
    internal JsonElement Json { get; }

    /// <summary>The <c>hyperparameters</c> field.</summary>
    internal JsonElement Hyperparameters => Json.GetProperty("hyperparameters");

    /// <summary>The columns of the case's alphas.</summary>
    internal CandidateOperation[] Operations =>
        [.. Json.GetProperty("op_order").EnumerateArray().Select(name => CandidateOperation.Parse(name.GetString()!))];

    /// <summary>Every folder there is; empty where there is none.</summary>
    internal static IEnumerable<string> Folders() => Root.Value is null
        ? []
        : Directory.EnumerateFiles(Root.Value, "case.json", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal);

    /// <summary>The <c>case</c> field of a folder.</summary>
    internal static string KindOf(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        return document.RootElement.GetProperty("case").GetString()!;
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Its name under the golden folder, as the tests' data give it.</param>
    internal static GoldenCase Read(string folder) => new(Path.Combine(Root.Value!, folder));

    /// <summary>A folder's name relative to the golden folder.</summary>
    internal static string NameOf(string folder) => Path.GetRelativePath(Root.Value!, folder);

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
        return value.dtype is ScalarType.Float32 or ScalarType.Float64 ? value.to(dtype) : value;
    }

    /// <summary>The reference for a result: float64 within 1e-9 where the case has it and the run is in float64, else float32 within the README's tolerance.</summary>
    internal (Tensor Value, double Tolerance) Expected(string result, ScalarType dtype) => dtype == ScalarType.Float64 && Has($"out64/{result}")
        ? (Tensor($"out64/{result}", ScalarType.Float64), Float64Tolerance)
        : (Tensor($"out/{result}", ScalarType.Float64), Float32Tolerance);

    /// <summary>The README's tolerance for float32.</summary>
    internal double Float32Tolerance
    {
        get
        {
            var readme = Path.Combine(Root.Value!, "README.md");
            if (!File.Exists(readme)) return DefaultFloat32Tolerance;
            var row = Regex.Match(File.ReadAllText(readme), $@"^\| *{Regex.Escape(Kind)} *\|(?:[^|]*\|){{4}} *(?<tolerance>[0-9.e+-]+) *\|", RegexOptions.Multiline);
            return row.Success ? double.Parse(row.Groups["tolerance"].Value, CultureInfo.InvariantCulture) : DefaultFloat32Tolerance;
        }
    }

    private static string? FindRoot()
    {
        var named = Environment.GetEnvironmentVariable("AERNAS_GOLDENS");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"AERNAS_GOLDENS names no folder: {named}");
        return SharedFiles.Find("golden");
    }
}
