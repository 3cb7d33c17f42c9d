using AerNas.Genotypes;
using AerNas.Latency;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Tests.Latency;

public sealed class LatencyTableTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void Seconds_OfAGenotype_AreThoseOfItsOperationsInEveryCellAndTheRest()
    {
        var table = Tables.Of(
            place => place.Operation.Name switch { "nor_conv_3x3" => place.Channels, "skip_connect" => 0.25, _ => 100 }, rest: 7);
        var genotype = GenotypeNotation.Parse("|nor_conv_3x3~0|+|skip_connect~0|none~1|+|none~0|nor_conv_3x3~1|skip_connect~2|");

        // two cells of 4, of 8 and of 16 channels, each with two convolutions and two skip connections
        Assert.Equal(7 + 2 * (2 * (4 + 8 + 16) + 3 * 2 * 0.25), table.Seconds(genotype), Rounding);
    }

    [Fact]
    public void Seconds_OfOperationsThatLeadNowhere_AreNone()
    {
        var table = Tables.Of(_ => 1);
        var ends = GenotypeNotation.Parse("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|none~1|none~2|");
        Assert.Equal(6, table.Seconds(ends), Rounding);
    }

    [Fact]
    public void Seconds_OfCellsThatReduce_AreOfTheirStride()
    {
        var skeleton = Skeleton.Cifar with { Layers = 3, Channels = 4, ImageSize = 8 };
        var table = Tables.Of(skeleton, place => place.Stride == 2 ? 1 : 0);
        var genotype = AerNas.Sampling.RandomArchitecture.Of(SearchSpace.Darts, seed: 0);
        var reading = genotype[CellKind.Reduction].Edges.Count(chosen => chosen.Edge.From.Value < 2);

        Assert.Equal(2 * reading, table.Seconds(genotype), Rounding); // two of three cells reduce
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var table = Tables.Of(place => place.Channels * 1e-6, rest: 1e-3);
        table.Write(folder["latency.json"]);
        var read = LatencyTable.Read(folder["latency.json"]);

        Assert.Equal(table.Skeleton, read.Skeleton);
        Assert.Equal(table.Operations.AsEnumerable(), read.Operations);
        Assert.Equal(table.RestSeconds, read.RestSeconds);
    }

    [Theory]
    [InlineData("\"aernas-latency/1\"", "\"aernas-latency/2\"", "must be aernas-latency/1, is aernas-latency/2")]
    [InlineData("nor_conv_3x3", "nor_conv_9x9", "has one that there is not")]
    [InlineData("nor_conv_3x3", "nor_conv_1x1", "has one of them twice")]
    [InlineData("\"restSeconds\": 0", "\"restSeconds\": \"soon\"", "restSeconds")]
    [InlineData("\"seconds\": 1", "\"seconds\": -1", "must be there, with seconds from 0 to 3600")]
    [InlineData("\"seconds\": 1", "\"seconds\": 1e300", "must be there, with seconds from 0 to 3600")]
    [InlineData("}", "", "not valid JSON")]
    public void Read_OfADamagedFile_TellsWhat(string part, string by, string message)
    {
        using var folder = new TemporaryFolder();
        Tables.Of(_ => 1).Write(folder["latency.json"]);
        File.WriteAllText(folder["latency.json"], File.ReadAllText(folder["latency.json"]).Replace(part, by, StringComparison.Ordinal));

        var refused = Assert.Throws<InvalidOptionsException>(() => LatencyTable.Read(folder["latency.json"]));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder["latency.json"], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_OfAPlaceThatIsNotThere_SayWhatToDo()
    {
        var table = Tables.Of(_ => 1) with { Operations = [] };
        var genotype = GenotypeNotation.Parse("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|none~2|");
        var refused = Assert.Throws<InvalidOptionsException>(() => table.Seconds(genotype));
        Assert.Contains("nor_conv_3x3 takes at 4 channels and 8 pixels, stride 1; measure one", refused.Message, StringComparison.Ordinal);
    }
}
