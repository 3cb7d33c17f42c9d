using System.Xml.Linq;

namespace AerNas.Tests.Conventions;

public sealed class ProjectTests
{
    /// <summary>From the bottom up: a project references only projects before it.</summary>
    private static readonly string[] Order =
    [
        "AerNas.Core", "AerNas.Kernels", "AerNas.Pictures", "AerNas.Onnx", "AerNas.Inference", "AerNas", "AerNas.Reports", "AerNas.Cli",
    ];

    [Fact]
    public void ProjectReferences_OfSrc_PointOneWay() =>
        Repository.AssertNone("A project references only projects before it in the layout:",
        from project in Repository.Files("src", ".csproj")
        let name = Path.GetFileNameWithoutExtension(project)
        from reference in XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/'))
        where Array.IndexOf(Order, name) < 0 || Array.IndexOf(Order, target) < 0
            || Array.IndexOf(Order, target) >= Array.IndexOf(Order, name)
        select $"{project} references {target}");

    [Fact]
    public void Torch_InSrc_IsReferencedByNoProjectWithoutTensors() => Repository.AssertNone("These projects compute without torch:",
        from project in Repository.Files("src", ".csproj")
        where Path.GetFileNameWithoutExtension(project) is not ("AerNas" or "AerNas.Cli")
        where Repository.Read(project).Contains("TorchSharp", StringComparison.Ordinal)
        select project);

    [Fact]
    public void UnsafeCode_OutsideOfKernels_IsOff() => Repository.AssertNone("Only AerNas.Kernels may use unsafe code:",
        from project in Repository.Files("", ".csproj")
        where Repository.Read(project).Contains("AllowUnsafeBlocks", StringComparison.Ordinal)
        where Path.GetFileNameWithoutExtension(project) != "AerNas.Kernels"
        select project);

    [Fact]
    public void PackageVersions_InProjects_AreCentral() => Repository.AssertNone("Versions stand in Directory.Packages.props:",
        from project in Repository.Files("", ".csproj")
        from package in XDocument.Parse(Repository.Read(project)).Descendants("PackageReference")
        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
        select $"{project}: {package.Attribute("Include")?.Value}");

    [Fact]
    public void MissingDocumentation_InSrc_IsAnError()
    {
        var props = Repository.Read("Directory.Build.props");
        Assert.Contains("<GenerateDocumentationFile>true", props);
        Assert.Contains("<TreatWarningsAsErrors>true", props);
        Repository.AssertNone("CS1591 (missing documentation) may not be switched off for src:",
            from file in Repository.Files("src", "").Concat(["Directory.Build.props"])
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith("proj", StringComparison.Ordinal)
                || file.EndsWith(".props", StringComparison.Ordinal) || file.EndsWith(".editorconfig", StringComparison.Ordinal)
            from word in new[] { "1591", "<GenerateDocumentationFile>false", "<TreatWarningsAsErrors>false" }
            where Repository.Read(file).Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}");
    }

    [Fact]
    public void BannedSymbols_InEveryProject_AreChecked()
    {
        var props = Repository.Read("Directory.Build.props");
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", props);
        Assert.Contains("BannedSymbols.txt", props);
        string[] banned = ["System.Random.#ctor", "System.Random.Shared", "System.DateTime.Now", "System.DateTime.UtcNow"];
        var list = Repository.Read("BannedSymbols.txt");
        Repository.AssertNone("BannedSymbols.txt must name:", banned.Where(symbol => !list.Contains(symbol, StringComparison.Ordinal)));
        Repository.AssertNone("RS0030 (banned symbol) may not be switched off:",
            Repository.Files("src", ".cs").Where(file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal)));
    }
}
