using AerNas.Extensions;
using AerNas.Graphs;
using AerNas.Spaces;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Spaces;

/// <summary>Spaces that come from outside: two as files, one as code with an operation of its own.</summary>
internal static class BroughtSpaces
{
    public static SearchSpace S2 { get; } = Read("robustdarts-s2");

    public static SearchSpace Chain { get; } = Read("chain-8");

    /// <summary>Half of a separable convolution, which no catalogue has.</summary>
    public static CandidateOperation HalfSeparable { get; } = new("half_sep_conv_3x3", site =>
        site.Graph.ReluDepthwisePointwiseNorm(site.Source, site.Channels, Window.Square(3, site.Stride), site.Style.Norm));

    /// <summary>The space of NAS-Bench-201 with that as a sixth operation.</summary>
    public static SearchSpace SixOperations { get; } = new(
        SearchSpace.NasBench201.Definition with
        {
            Name = "six-operations",
            Operations = [.. SearchSpace.NasBench201.Definition.Operations, HalfSeparable.Name],
        },
        HalfSeparable);

    /// <summary>What a program brings so that files can name the operation.</summary>
    public static Extension Extension { get; } = Extension.Of(new Operations());

    public static IEnumerable<SearchSpace> All => [S2, Chain, SixOperations];

    public static SearchSpace Find(string name) => All.Single(space => space.Name == name);

    public static string FileOf(string name) => Path.Combine(Repository.Root, "tests/AerNas.Tests/Spaces/Definitions", $"{name}.json");

    private static SearchSpace Read(string name) => SearchSpace.FromJson(File.ReadAllText(FileOf(name)));

    private sealed class Operations : IExtension
    {
        IReadOnlyList<CandidateOperation> IExtension.Operations => [HalfSeparable];
    }
}
