using AerNas.Costs;
using AerNas.Zoo;

namespace AerNas.Tests.Zoo;

public sealed class GenotypeZooTests
{
    [Theory]
    [InlineData("DARTS_V2", "DARTS_V2")]
    [InlineData("darts", "DARTS_V2")]
    [InlineData("nasnet-a", "NASNet")]
    [InlineData("P-DARTS", "PDARTS")]
    [InlineData("pc_darts", "PC_DARTS_cifar")]
    [InlineData("SGAS", "SGAS_Cri1_CIFAR_3")]
    public void Find_NameInAnySpelling_GivesTheEntry(string name, string expected) => Assert.Equal(expected, GenotypeZoo.Find(name).Name);

    [Fact]
    public void Find_UnknownName_TellsTheNames() => Assert.Contains("DARTS_V2",
        Assert.Throws<KeyNotFoundException>(() => GenotypeZoo.Find("DARTS_V3")).Message, StringComparison.Ordinal);

    [Fact]
    public void All_NamesAndAliases_MeanOneArchitectureEach()
    {
        foreach (var entry in GenotypeZoo.All)
            Assert.All(entry.Aliases.Prepend(entry.Name), name => Assert.Same(entry, GenotypeZoo.Find(name)));
        Assert.Empty(GenotypeZoo.LeftOut.Where(left => GenotypeZoo.TryFind(left.Name, out _)));
    }

    [Fact]
    public void All_Architectures_AreOfTheirSpaceAndDiffer()
    {
        Assert.All(GenotypeZoo.All, entry => Assert.Equal(entry.Space, entry.Architecture.Space.Name));
        Assert.Equal(GenotypeZoo.All.Length, GenotypeZoo.All.Select(entry => entry.Architecture).Distinct().Count());
    }

    /// <summary>To the last parameter: those of torchvision, of the authors' code, or of transcriptions that load their weights.</summary>
    [Theory]
    [InlineData("ProxylessNAS_Mobile", 4_080_512)]
    [InlineData("ProxylessNAS_GPU", 7_119_848)]
    [InlineData("ProxylessNAS_CPU", 4_361_648)]
    [InlineData("SinglePath", 4_421_616)]
    [InlineData("MnasNet_A1", 3_887_038)]
    [InlineData("MnasNet_B1", 4_383_312)]
    [InlineData("MobileNetV2", 3_504_872)]
    [InlineData("ShuffleNetV2_2x", 7_393_996)]
    [InlineData("EfficientNet_B0", 5_288_548)]
    [InlineData("ResNet_20", 269_722)]
    [InlineData("ResNet_56", 853_018)]
    [InlineData("DenseNet_BC_100_12", 769_162)]
    [InlineData("DenseNet_BC_190_40", 25_624_430)]
    public void Networks_OfLayers_HaveTheParametersOfTheOfficialOnes(string name, long parameters)
    {
        var entry = GenotypeZoo.Find(name);

        Assert.Equal(parameters, GenotypeCost.Of(entry.Architecture, entry.Networks.Single()).Parameters);
    }

    [Fact]
    public void Compared_ReportedParameters_AreExactOrExplained()
    {
        var compared = GenotypeZoo.All.SelectMany(entry => entry.Compared, (entry, comparison) => (entry.Name, comparison)).ToArray();

        Assert.All(compared, pair => Assert.True(
            pair.comparison.Agreement == ZooAgreement.Different == pair.comparison.Reported.Because is not null,
            $"{pair.Name} on {pair.comparison.Reported.On}: {pair.comparison.Agreement}, {pair.comparison.Cost.Parameters}"));
        Assert.InRange(compared.Count(pair => pair.comparison.Agreement == ZooAgreement.Equal), 38, compared.Length);
        Assert.Equal(6, compared.Count(pair => pair.comparison.Agreement == ZooAgreement.WithAuxiliaryHead)); // of FairDARTS
    }
}
