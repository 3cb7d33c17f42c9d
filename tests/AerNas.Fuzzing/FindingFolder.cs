using System.Globalization;

namespace AerNas.Fuzzing;

/// <summary>
/// Where findings are kept: <c>TARGET/NUMBER.NAME</c> holds the bytes of an input, <c>TARGET/NUMBER.txt</c> what happened.
/// </summary>
internal sealed class FindingFolder(string path)
{
    /// <summary>Keeps a finding.</summary>
    /// <returns>The file of its bytes.</returns>
    public string Keep(string target, FuzzFinding finding)
    {
        var folder = Directory.CreateDirectory(Path.Combine(path, target)).FullName;
        var number = finding.Number.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(folder, number + ".txt"), finding.Problem + "\n");
        var file = Path.Combine(folder, $"{number}.{finding.Input.Name}");
        File.WriteAllBytes(file, finding.Input.Bytes);
        return file;
    }

    /// <summary>Reads a kept file: its target, and the input.</summary>
    public static (string Target, FuzzInput Input) Open(string file)
    {
        var name = Path.GetFileName(file);
        return (Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!,
            new FuzzInput(name[(name.IndexOf('.') + 1)..], File.ReadAllBytes(file)));
    }
}
