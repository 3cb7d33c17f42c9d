namespace AerNas.Tests.Conventions;

public sealed class ReadmeTests
{
    private const int Lines = 150;

    [Fact]
    public void Readme_AsAWhole_IsReadInOneGo() => Assert.InRange(Repository.Read("README.md").AsSpan().Count('\n'), 1, Lines);

    [Fact]
    public void Readme_CSharpSample_IsTheCompiledOne()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "AerNas.Sample", "Program.cs"));

        Assert.Contains($"```csharp\n{sample}```", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
    }
}
