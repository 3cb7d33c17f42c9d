using System.Text.RegularExpressions;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Samples;

/// <summary>The code in docs/extending.md is that of the compiled samples.</summary>
public sealed class ExtendingPageTests
{
    [Fact]
    public void Docs_CodeOfExtending_StandsInTheSamples()
    {
        var samples = string.Concat(Repository.Files("samples", ".cs").Concat(Repository.Files("samples", ".json"))
            .Select(Repository.Read));
        var page = Repository.Read("docs/extending.md");
        var blocks = Regex.Matches(page, "```(?:csharp|json)\n(.*?)```", RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(blocks);
        Repository.AssertNone("Not to be found in the samples:", blocks.Where(block => !samples.Contains(block, StringComparison.Ordinal)));
    }
}
