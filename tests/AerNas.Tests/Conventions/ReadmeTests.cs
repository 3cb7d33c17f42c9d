namespace AerNas.Tests.Conventions;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_CSharpSample_IsTheCompiledOne()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "AerNas.Sample", "Program.cs"));

        Assert.Contains($"```csharp\n{sample}```", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
    }
}
