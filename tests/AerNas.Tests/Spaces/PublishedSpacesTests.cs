using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Sampling;
using AerNas.Spaces;

namespace AerNas.Tests.Spaces;

/// <summary>The spaces that come with AerNas as files.</summary>
public sealed class PublishedSpacesTests
{
    public static TheoryData<string> Names => [.. SearchSpace.All.Select(space => space.Name)];

    /// <summary>The supernet, and the first network of a genotype, take images of 28 and of 32 pixels.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void FirstSkeleton_OfEverySpace_IsForSmallImages(string name)
    {
        var skeleton = Skeleton.Of(SearchSpace.Find(name));

        Assert.Equal((4, 32), (skeleton.TotalStride, skeleton.ImageSize));
        Assert.All(SearchSpace.Find(name).Skeletons, form => Skeleton.Of(form).Validate());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Genotype_OfEverySpace_IsReadFromItsTextAndFromJson(string name)
    {
        var genotype = RandomArchitecture.Of(SearchSpace.Find(name), seed: 3);

        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.Equal(genotype, GenotypeNotation.Parse(GenotypeNotation.Json(genotype)));
        Assert.DoesNotContain("skeletons", genotype.ToString(), StringComparison.Ordinal); // the name of the space is enough
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_WrittenAndRead_IsTheSameSpace(string name) =>
        Assert.Equal(SearchSpace.Find(name), SearchSpace.FromJson(SearchSpace.Find(name).ToJson()));

    /// <summary>Layers, kept operations an edge, and the number of architectures that the papers tell.</summary>
    [Theory]
    [InlineData("proxyless", 21, 7)]
    [InlineData("fbnet", 22, 9)]
    [InlineData("single-path", 20, 5)]
    [InlineData("fairnas", 19, 6)]
    public void Layers_OfAChain_HaveThePublishedCandidates(string name, int layers, int candidates)
    {
        var space = SearchSpace.Find(name);

        Assert.Equal((layers, candidates), (space.CellKinds.Length, space.Operations.Length));
        Assert.All(space.CellKinds.Where(kind => kind.Reduces),
            kind => Assert.DoesNotContain(CandidateOperation.SkipConnect, space.Candidates.Of(kind, space.Edges[0])));
    }

    /// <summary>The networks that the searches found, with the parameters of the released ones.</summary>
    [Theory]
    [InlineData("proxyless", "Mobile", 4_080_512,
        "5e3 3e3 - - 7e3 3e3 5e3 5e3 7e6 5e3 5e3 5e3 5e6 5e3 5e3 5e3 7e6 7e6 7e3 7e3 7e6")]
    [InlineData("proxyless", "Gpu", 7_119_848,
        "5e3 - - - 7e3 - - 3e3 7e6 - - 5e3 5e6 - 3e3 5e3 7e6 7e6 7e6 5e6 7e6")]
    [InlineData("proxyless", "Cpu", 4_361_648,
        "3e6 3e3 3e3 3e3 3e6 3e3 3e3 5e3 3e6 - - 3e3 5e6 3e3 3e3 3e3 5e6 5e3 5e3 3e3 5e6")]
    public void Network_ThatWasFound_HasTheParametersOfTheReleasedOne(string name, string skeleton, long parameters, string layers)
    {
        var space = SearchSpace.Find(name);
        var operations = layers.Split(' ').Select(word => word == "-" ? "skip_connect" : $"mbconv_{word[0]}x{word[0]}_{word[1..]}");
        var genotype = GenotypeNotation.Parse(
            $$"""{ "space": "{{name}}", "layers": [{{string.Join(", ", operations.Select(operation => $"\"{operation}\""))}}] }""");

        var cost = GenotypeCost.Of(genotype, Skeleton.Of(space.Skeletons.Single(form => form.Name == skeleton)));

        Assert.Equal(parameters, cost.Parameters);
    }
}
