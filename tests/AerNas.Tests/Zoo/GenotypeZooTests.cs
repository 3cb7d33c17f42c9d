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
