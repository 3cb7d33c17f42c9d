using System.Globalization;
using System.Xml.Linq;
using AerNas.Genotypes;
using AerNas.Genotypes.Drawing;
using AerNas.Spaces;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Genotypes.Drawing;

[Trait(Property.Trait, Property.Drawn)]
public sealed class SvgPictureTests
{
    private const string Folder = "tests/AerNas.Tests/Genotypes/Drawing";

    /// <summary>Two cells with a partial concatenation and lines over several columns.</summary>
    private const string Darts =
        "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_5x5', 2), ('dil_conv_3x3', 3), "
        + "('max_pool_3x3', 1)], normal_concat=[2, 3, 4], reduce=[('max_pool_3x3', 0), ('avg_pool_3x3', 1), ('skip_connect', 2), "
        + "('max_pool_3x3', 0)], reduce_concat=[3])";

    private const string NasBench201 = "|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|";

    [Theory]
    [InlineData(Darts, "darts.svg")]
    [InlineData(NasBench201, "nasbench201.svg")]
    public void Svg_KnownGenotype_LooksAsItDid(string genotype, string file) =>
        AssertSame(file, GenotypeDrawing.Svg(GenotypeNotation.Parse(genotype)));

    [Fact]
    public void Svg_AnyGenotype_HasNoBoxUponAnother() => Property.Holds(GenotypeGenerators.Any, 200, genotype =>
    {
        var boxes = BoxesOf(GenotypeDrawing.Svg(genotype));
        Assert.Equal(genotype.CellKinds.Length, boxes.Count);
        foreach (var (cell, kind) in boxes.Zip(genotype.CellKinds))
        {
            var outputs = genotype.Space == SearchSpace.Darts ? 1 : 0;
            Assert.Equal(genotype[kind].NodeCount + genotype[kind].Edges.Length + outputs, cell.Count);
            for (var i = 0; i < cell.Count; i++)
                for (var j = 0; j < i; j++) Assert.False(Overlap(cell[i], cell[j]), $"boxes {i} and {j} overlap in {genotype}");
        }
    });

    [Fact]
    public void Svg_AnyGenotype_HasATitleAndStaysInsideItsFrame() => Property.Holds(GenotypeGenerators.Any, 100, genotype =>
    {
        var root = XDocument.Parse(GenotypeDrawing.Svg(genotype)).Root!;
        Assert.Contains("genotype", root.Elements().First(e => e.Name.LocalName == "title").Value, StringComparison.Ordinal);
        var width = Number(root, "width");
        Assert.All(BoxesOf(root.ToString()).SelectMany(cell => cell), box => Assert.InRange(box.Right, 0, width));
    });

    private static List<List<(double Left, double Top, double Right, double Bottom)>> BoxesOf(string svg) =>
        [.. XDocument.Parse(svg).Root!.Elements().Where(e => e.Name.LocalName == "g").Select(g => g.Elements()
            .Where(e => e.Name.LocalName == "rect")
            .Select(e => (Number(e, "x"), Number(e, "y"), Number(e, "x") + Number(e, "width"), Number(e, "y") + Number(e, "height")))
                .ToList())];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static bool Overlap((double Left, double Top, double Right, double Bottom) a,
        (double Left, double Top, double Right, double Bottom) b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    private static void AssertSame(string file, string actual)
    {
        var expected = Path.Combine(Repository.Root, Folder, file);
        var received = Path.Combine(AppContext.BaseDirectory, file);
        File.WriteAllText(received, actual);
        Assert.True(File.Exists(expected) && File.ReadAllText(expected) == actual,
            $"{Folder}/{file} differs from {received}; look at both and copy the new one if it is right.");
    }
}
