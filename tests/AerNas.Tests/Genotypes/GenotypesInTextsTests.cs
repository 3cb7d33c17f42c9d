using AerNas.Costs;
using AerNas.Genotypes;

namespace AerNas.Tests.Genotypes;

/// <summary>Genotypes as the official codes write and print them, and as people paste them.</summary>
public sealed class GenotypesInTextsTests
{
    private const string Nested = "Genotype(normal=[[('sep_conv_3x3', 0), ('sep_conv_5x5', 1)], [('skip_connect', 0), ('none', 2)]], "
        + "normal_concat=[2, 3], reduce=[[('max_pool_3x3', 0), ('dil_conv_3x3', 1)]], reduce_concat=[2])";

    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|";

    /// <summary>
    /// Of FairDARTS' published genotypes: the numbers are its own (multiply-adds in millions; parameters with the auxiliary head's
    /// 476,426).
    /// </summary>
    [Theory]
    [InlineData("[('sep_conv_3x3', 2, 0), ('sep_conv_3x3', 2, 1), ('sep_conv_3x3', 3, 1), ('dil_conv_3x3', 4, 0), ('sep_conv_5x5', 4, 1), "
        + "('dil_conv_5x5', 5, 1)]",
        "[('skip_connect', 2, 0), ('dil_conv_3x3', 2, 1), ('skip_connect', 3, 0), ('dil_conv_3x3', 3, 1), ('max_pool_3x3', 4, 0), "
        + "('sep_conv_3x3', 4, 1), ('skip_connect', 5, 2), ('max_pool_3x3', 5, 0)]", 3_407_878, 536_487_552)]
    [InlineData("[('sep_conv_3x3', 2, 0), ('sep_conv_5x5', 2, 1), ('dil_conv_3x3', 3, 1), ('max_pool_3x3', 3, 0), ('dil_conv_3x3', 4, 0), "
        + "('dil_conv_3x3', 4, 1), ('sep_conv_3x3', 5, 0), ('dil_conv_5x5', 5, 1)]",
        "[('max_pool_3x3', 2, 0), ('sep_conv_5x5', 2, 1), ('avg_pool_3x3', 3, 0), ('dil_conv_5x5', 3, 2), ('dil_conv_3x3', 4, 3), "
        + "('avg_pool_3x3', 4, 0), ('avg_pool_3x3', 5, 0), ('skip_connect', 5, 3)]", 3_365_542, 532_506_240)]
    [InlineData("[('sep_conv_3x3', 2, 0), ('sep_conv_3x3', 2, 1), ('dil_conv_3x3', 4, 1), ('dil_conv_3x3', 4, 2), ('dil_conv_3x3', 5, 0), "
        + "('dil_conv_5x5', 5, 1)]",
        "[('max_pool_3x3', 2, 1), ('max_pool_3x3', 2, 0), ('max_pool_3x3', 3, 1), ('max_pool_3x3', 3, 0), ('sep_conv_5x5', 4, 1), "
        + "('max_pool_3x3', 4, 0), ('avg_pool_3x3', 5, 0), ('dil_conv_5x5', 5, 1)]", 2_643_742, 414_696_672)]
    [InlineData("[('max_pool_3x3', 2, 0), ('sep_conv_3x3', 2, 1), ('dil_conv_3x3', 3, 1), ('sep_conv_5x5', 4, 1), ('sep_conv_3x3', 5, 0), "
        + "('sep_conv_3x3', 5, 1)]",
        "[('max_pool_3x3', 2, 0), ('max_pool_3x3', 2, 1), ('max_pool_3x3', 3, 0), ('dil_conv_3x3', 3, 1), ('dil_conv_3x3', 4, 2), "
        + "('max_pool_3x3', 4, 0), ('max_pool_3x3', 5, 0), ('sep_conv_3x3', 5, 1)]", 3_151_054, 497_614_464)]
    [InlineData("[('sep_conv_3x3', 2, 0), ('sep_conv_3x3', 2, 1), ('skip_connect', 4, 3), ('sep_conv_5x5', 4, 1), ('dil_conv_3x3', 5, 0), "
        + "('sep_conv_3x3', 5, 1)]",
        "[('avg_pool_3x3', 2, 1), ('skip_connect', 2, 0), ('skip_connect', 3, 2), ('max_pool_3x3', 3, 1), ('sep_conv_5x5', 4, 3), "
        + "('max_pool_3x3', 4, 0), ('dil_conv_3x3', 5, 1), ('dil_conv_3x3', 5, 4)]", 2_899_054, 453_376_224)]
    public void Triples_OfFairDarts_CostWhatIsPublished(string normal, string reduce, long parameters, long multiplyAdds)
    {
        var genotype =
            GenotypeNotation.Parse($"Genotype(normal={normal}, normal_concat=range(2, 6), reduce={reduce}, reduce_concat=range(2, 6))");
        var cost = GenotypeCost.Of(genotype, Skeleton.Cifar);
        Assert.Equal((parameters, multiplyAdds), (cost.Parameters, cost.MultiplyAdds));
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
    }

    [Fact]
    public void Triples_WithMissingNodes_CloseUp()
    {
        var genotype = Of("[('sep_conv_3x3', 2, 0), ('skip_connect', 5, 3), ('sep_conv_5x5', 5, 2), ('none', 4, 3)]", "range(2, 6)");
        Assert.Equal(Of("[[('sep_conv_3x3', 0)], [('sep_conv_5x5', 2)]]", "[2, 3]"), genotype);
    }

    [Theory]
    [InlineData("[(('sep_conv_3x3', 0), ('sep_conv_5x5', 1)), (('skip_connect', 0), ('none', 2))]", "[2, 3]")]
    [InlineData("((('sep_conv_3x3', 0), ('sep_conv_5x5', 1)), (('skip_connect', 0), ('none', 2)),)", "(2, 3)")]
    [InlineData("[('sep_conv_3x3', 0), ('sep_conv_5x5', 1), ('skip_connect', 0), ('none', 2)]", "list(range(2, 4))")]
    [InlineData("[['sep_conv_3x3', 0], ['sep_conv_5x5', 1], ['skip_connect', 0], ['none', 2]]", "tuple(range(2, 4))")]
    [InlineData("[(('sep_conv_3x3', 0, 0.25), ('sep_conv_5x5', 1, 1e-3)), (('skip_connect', 0, 1.0), ('none', 2, tensor(0.5, "
        + "device='cuda:0')))]", "range(2, 4, 1)")]
    [InlineData("[('sep_conv_3x3', 0, 0.25), ('sep_conv_5x5', 1, -0.5), ('skip_connect', 0, 3.5,), ('none', 2, 0.125)]", "list([2, 3])")]
    [InlineData("[('sep_conv_3x3', 2, 0), ('sep_conv_5x5', 2, 1), ('skip_connect', 3, 0), ('none', 3, 2)]", "range(2, 6)")]
    [InlineData("[ # first node\n ('sep_conv_3x3', 0), # of the input, 608M\n ('sep_conv_5x5', 1),\n# ('none', 7)\n ('skip_connect', 0), "
        + "('none', 2),\n]", "[2, # and\n3]")]
    [InlineData("[(\"SEP_CONV_3x3\", 0), (\"Sep_Conv_5X5\", 1), (\"skip_connect\", 0), (\"None\", 2)]", "[2,3]")]
    public void Parse_AsOfficialCodesWriteIt_EqualsTheNestedForm(string normal, string concat) =>
        Assert.Equal(GenotypeNotation.Parse(Nested), Of(normal, concat));

    [Theory]
    [InlineData("Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2], reduce=[('none', 0), ('none', 1)], reduce_concat=[2], "
        + "connectN=None, connects=None)")]
    [InlineData("Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2], connectN=3, connects=[[(0, 1), 'a)'], {}], "
        + "reduce=[('none', 0), ('none', 1)], reduce_concat=[2])")]
    [InlineData("{'normal': [('none', 0), ('none', 1)], 'normal_concat': [2], 'reduce': [('none', 0), ('none', 1)], "
        + "'reduce_concat': range(2, 3)}")]
    [InlineData("{\"normal\": [[\"none\", 0], [\"none\", 1]], \"normal_concat\": [2], \"reduce\": [[\"none\", 0], [\"none\", 1]], "
        + "\"reduce_concat\": [2]}")]
    [InlineData("GDAS_V1 = Genotype(normal=((('none', 0), ('none', 1)),), normal_concat=(2,), reduce=((('none', 0), ('none', "
        + "1)),), reduce_concat=(2,))")]
    public void Parse_WhatOfficialCodesAdd_IsPassedOver(string text) => Assert.Equal(
        GenotypeNotation.Parse("Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2], reduce=[('none', 0), ('none', "
            + "1)], reduce_concat=[2])"),
        GenotypeNotation.Parse(text));

    [Theory]
    [InlineData("[('none', 2, 0), ('none', 1)]", "pairs and triples are mixed")]
    [InlineData("[('none', 1, 0)]", "an edge ends in a node of 2-999, not in 1; a triple is (operation, node, source).")]
    [InlineData("[('none', 1000, 0)]", "an edge ends in a node of 2-999, not in 1000")]
    [InlineData("[('none', 3, 3)]", "Node 3 reads node 3")]
    [InlineData("[('none', 3, 9)]", "names node 9")]
    [InlineData("[('none', 3, 2)]", "expected output nodes, got none")]
    [InlineData("[('none', 0, high), ('none', 1)]", "expected '(', got ')'.")]
    [InlineData("[('none', 0, 0.5.5), ('none', 1)]", "a node index or a weight")]
    public void Parse_TriplesThatAreNone_SaysWhatIsWrong(string normal, string problem)
    {
        Assert.False(GenotypeNotation.TryParse(Text(normal, "range(2, 4)"), out _, out var error));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(4, 0, 3, 1, 4, 3)", "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|")]
    [InlineData("[0,1,2,3,4,0]", "|skip_connect~0|+|none~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|skip_connect~2|")]
    [InlineData("(1, 1, 1, 1, 1, 1)", "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|")]
    [InlineData("( 2 , 2 , 2 , 2 , 2 , 2 , )",
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|")]
    [InlineData("(0, 0, 0, 2, 0, 0)", "|skip_connect~0|+|skip_connect~0|nor_conv_3x3~1|+|skip_connect~0|skip_connect~1|skip_connect~2|")]
    [InlineData("(0, 0, 4, 0, 0, 1)", "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|avg_pool_3x3~0|skip_connect~1|none~2|")]
    public void Parse_NumbersOfNasLib_AreThatCell(string text, string cell) => Assert.Equal(cell, GenotypeNotation.Parse(text).ToString());

    [Theory]
    [InlineData("(4, 0, 3, 1, 4)", "expected the numbers of 6 operations, got 5.")]
    [InlineData("(4, 0, 3, 1, 4, 5)", "expected the number of an operation, got 5; they are 0 skip_connect, 1 none, 2 nor_conv_3x3, 3 "
        + "nor_conv_1x1, 4 avg_pool_3x3.")]
    [InlineData("(4, 0, 3, 1, 4, x)", "expected a node index, got 'x'.")]
    public void Parse_NumbersThatAreNoCell_SaysWhatIsWrong(string text, string problem)
    {
        Assert.False(GenotypeNotation.TryParse(text, out _, out var error));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2019-07-11 15:56:08,968 genotype = " + Nested, 1)]
    [InlineData("epoch 3 train_acc 91.2\n07/11 03:56:08 PM genotype = " + Nested + "\nvalid_acc 88.1\n", 1)]
    [InlineData("Structure(4 nodes with " + Cell + ")", 1)]
    [InlineData("DARTS_V1 = " + Nested + "\nDARTS_V2 = " + Nested + "\nDARTS = DARTS_V2\n", 2)]
    [InlineData("from collections import namedtuple\nGenotype = namedtuple('Genotype', 'normal normal_concat reduce reduce_concat')\n# "
        + "first\nA = " + Nested, 1)]
    [InlineData("arch=genotypes." + Nested + ", auxiliary=True", 1)]
    [InlineData("<<<--->>> The 25-th epoch : " + Cell + "\n<<<--->>> The 26-th epoch : Structure(4 nodes with " + Cell + ")", 2)]
    [InlineData("best: (4, 0, 3, 1, 4, 3) with 93.5 %, then [0, 0, 0, 0, 0, 0]", 2)]
    [InlineData("kernel (3, 3, 1, 1, 0, 0) of " + Cell, 1)]
    [InlineData("{'normal': [('none', 0), ('none', 1)], 'normal_concat': [2], 'reduce': [('none', 0), ('none', 1)], 'reduce_concat': "
        + "[2]} is the genotype", 1)]
    [InlineData("no genotype at all, (1, 2, 3) or Genotype('x')", 0)]
    public void FindIn_ATextOfOtherThings_FindsThemAll(string text, int count)
    {
        var found = GenotypeNotation.FindIn(text);
        Assert.Equal(count, found.Length);
        Assert.All(found, position => Assert.NotNull(GenotypeNotation.ParseAt(text, position)));
    }

    [Theory]
    [InlineData(Cell + "+|none~0|none~1|none~2|none~3|")]
    [InlineData("7: |none~0|+|none~0|none~1|")]
    [InlineData("x = Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2]")]
    public void ParseAt_WhatGoesOnOrBreaksOff_IsRefused(string text)
    {
        var position = Assert.Single(GenotypeNotation.FindIn(text));
        Assert.Throws<GenotypeFormatException>(() => GenotypeNotation.ParseAt(text, position));
    }

    private static Genotype Of(string normal, string concat) => GenotypeNotation.Parse(Text(normal, concat));

    private static string Text(string normal, string concat) =>
        $"Genotype(normal={normal}, normal_concat={concat}, reduce=[('max_pool_3x3', 0), ('dil_conv_3x3', 1)], reduce_concat=[2])";
}
