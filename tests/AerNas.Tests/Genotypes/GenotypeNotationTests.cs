using AerNas.Genotypes;
using AerNas.Spaces;
using AerNas.Zoo;

namespace AerNas.Tests.Genotypes;

public sealed class GenotypeNotationTests
{
    private const string Flat = "Genotype(normal=[('sep_conv_3x3', 1), ('skip_connect', 0), ('max_pool_3x3', 2), ('none', 0)], "
        + "normal_concat=[2, 3], reduce=[('dil_conv_5x5', 0), ('dil_conv_5x5', 0)], reduce_concat=[2])";

    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|";

    [Theory]
    [InlineData("Genotype(normal=[[('sep_conv_3x3', 1), ('skip_connect', 0)], [('max_pool_3x3', 2), ('none', 0)]], "
        + "normal_concat=range(2, 4), reduce=[[('dil_conv_5x5', 0), ('dil_conv_5x5', 0)]], reduce_concat=range(2, 3))")]
    [InlineData("My_Net = Genotype(\n  reduce=[(\"dil_conv_5x5\",0),(\"dil_conv_5x5\",0),],reduce_concat=[2,],\n"
        + "  normal_concat=[2,3],normal=[('sep_conv_3x3',1),('skip_connect',0),('max_pool_3x3',2),('none',0)],\n)\n")]
    public void Parse_NestedOrReorderedText_EqualsTheFlatOne(string text) =>
        Assert.Equal(GenotypeNotation.Parse(Flat), GenotypeNotation.Parse(text));

    [Theory]
    [InlineData(Flat)]
    [InlineData(Cell)]
    public void ToString_ParsedText_IsTheTextAgain(string text) => Assert.Equal(text, GenotypeNotation.Parse(text).ToString());

    [Fact]
    public void Parse_FlatPairs_GivesTwoEdgesPerNodeInOrder()
    {
        var cell = GenotypeNotation.Parse(Flat)[CellKind.Normal];

        Assert.Equal(["2<-1 sep_conv_3x3", "2<-0 skip_connect", "3<-2 max_pool_3x3", "3<-0 none"],
            cell.Edges.Select(e => $"{e.Edge} {e.Operation}"));
        Assert.Equal([2, 3], cell.Output.Select(n => n.Value));
    }

    [Theory]
    [InlineData(1, 2, null)]
    [InlineData(2, 4, null)]
    [InlineData(4, 4, null)] // as a rule that keeps all edges derives them
    [InlineData(1, 7, "the cell has 6 nodes, and cells of own have at most 4")]
    public void Json_OfASpaceThatKeepsSomeEdges_HasNoMoreNodes(int edges, int last, string? problem)
    {
        var space = new SearchSpace(SearchSpace.Darts.Definition with { Name = "own", Inputs = 2 });
        var cell = new CellGenotype(2, Enumerable.Range(2, last - 1).SelectMany(node => Enumerable.Range(0, node == last ? edges : 1)
            .Select(source => new GenotypeEdge(new EdgeId(new NodeIndex(source), new NodeIndex(node)), CandidateOperation.SkipConnect))),
            [new NodeIndex(last)]);
        var genotype = new Genotype(space, cell, cell);

        var parsed = GenotypeNotation.TryParse(GenotypeNotation.Json(genotype), out var read, out var error);

        Assert.Equal((problem is null, problem is null ? genotype : null), (parsed, read));
        if (problem is not null) Assert.Contains(problem, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_NasBench201Cell_NamesFamilyEdgesAndOutput()
    {
        var json = GenotypeNotation.Json(GenotypeNotation.Parse(Cell));

        Assert.StartsWith("{\n  \"family\": \"nasbench201\",\n  \"cells\": {\n    \"normal\": {\n      \"edges\": [", json,
            StringComparison.Ordinal);
        Assert.EndsWith("\"output\": [\n        3\n      ]\n    }\n  }\n}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "expected Genotype(normal=...), a NAS-Bench-201 string |op~0|+... or a JSON object, got the end of the text.")]
    [InlineData("__import__('os')", 0, "expected 'Genotype(', got '__import__'.")]
    [InlineData("Genotype(normal=__import__('os'))", 16, "expected '[', got '_'.")]
    [InlineData("Genotype(normal=[])", 16, "expected a pair such as ('sep_conv_3x3', 0), got an empty list.")]
    [InlineData("Genotype(normal=[('none', 0)], x=1)", 17, "expected two pairs per node, got 1 pairs; the last one has no partner.")]
    [InlineData("Genotype(normal_concat=[2], normal_concat=[2])", 28, "normal_concat= comes twice.")]
    [InlineData("Genotype(normal_concat=[2])", 27, "the genotype has no normal=; it needs all of normal, normal_concat, "
        + "reduce, reduce_concat.")]
    [InlineData("Genotype(normal=[('none', 0), [('none', 1)]])", 30, "pairs and lists of pairs are mixed.")]
    [InlineData("Genotype(normal=[('none, 0)", 27, "the text ends before the closing '.")]
    public void TryParse_BrokenOfficialText_SaysWhereAndWhat(string text, int position, string message) =>
        AssertRefused(text, position, message);

    [Fact]
    public void TryParse_UnknownOperation_ListsTheOperations() => AssertRefused(
        "|sep_conv_9x9~0|", 1,
        "expected an operation name, got 'sep_conv_9x9'; operations are none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3.");

    [Theory]
    [InlineData("('none', ^5)", "[2]", "Cell has 1 node but the genotype names node 5; node indices are 0-2 here (inputs are 0 and 1).")]
    [InlineData("('none', ^2)", "[2]", "Node 2 reads node 2; a node reads earlier ones, here 0-1.")]
    [InlineData("('none', 1)", "[2, ^4]", "Cell has 1 node but the genotype names node 4; node indices are 0-2 here (inputs are 0 and 1).")]
    [InlineData("('none', 1)", "[^1]", "Node 1 is an input; output nodes are 2-2 here.")]
    [InlineData("('none', 1)", "^[]", "expected output nodes, got none; a cell needs at least one.")]
    [InlineData("('none', 1)", "^range(2, 2)", "expected output nodes, got none; a cell needs at least one.")]
    [InlineData("('none', 1)", "range(2, ^2147483647)",
        "Cell has 1 node but the genotype names node 2147483646; node indices are 0-2 here (inputs are 0 and 1).")]
    public void TryParse_NodeThatDoesNotFit_SaysWhichNodesThereAre(string pair, string concat, string message) => AssertRefusedAtMark(
        $"Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2], reduce=[('none', 0), {pair}], reduce_concat={concat})", message);

    [Theory]
    [InlineData("|none~0|+|none~^1|", "expected source 0 of node 2, got 1.")]
    [InlineData("|none~0|+|none~0|none~1|^", "expected '+', got the end of the text.")]
    [InlineData(Cell + "^+", "expected the end of the text, got '+'.")]
    public void TryParse_BrokenCellText_SaysWhereAndWhat(string text, string message) => AssertRefusedAtMark(text, message);

    [Theory]
    [InlineData("\"family\"", "^\"size\": 3, \"family\"", "expected one of family, cells, got 'size'.")]
    [InlineData("\"family\"", "\"family\": \"darts\", ^\"family\"", "'family' comes twice.")]
    [InlineData("\"nasbench201\"", "^\"nasnet\"", "expected a family, one of darts, nasbench201, got 'nasnet'.")]
    [InlineData("\"from\": 0", "\"from\": ^-1", "expected a node index, got '-1'.")]
    [InlineData("\"from\": 0", "\"from\": ^99", "Cell has 3 nodes but the genotype names node 99; node indices are 0-3 "
        + "here (the input is 0).")]
    [InlineData("nasbench201\",\n  \"cells\": {", "darts\",\n  \"cells\": ^{", "a darts genotype needs a reduction cell too.")]
    public void TryParse_BrokenJson_SaysWhereAndWhat(string old, string replacement, string message)
    {
        var json = GenotypeNotation.Json(GenotypeNotation.Parse(Cell));
        var first = json.IndexOf(old, StringComparison.Ordinal);

        AssertRefusedAtMark(string.Concat(json.AsSpan(0, first), replacement, json.AsSpan(first + old.Length)), message);
    }

    [Fact]
    public void Find_EveryPublishedCell_GivesADartsGenotype() => Assert.All(GenotypeZoo.All.Where(entry => entry.Skeleton is null),
        entry => Assert.Equal(SearchSpace.Darts, entry.Architecture.Space));

    /// <summary>The caret in the text is no part of it: it marks where the error has to point.</summary>
    private static void AssertRefusedAtMark(string marked, string message) =>
        AssertRefused(marked.Replace("^", "", StringComparison.Ordinal), marked.IndexOf('^', StringComparison.Ordinal), message);

    private static void AssertRefused(string text, int position, string message)
    {
        Assert.False(GenotypeNotation.TryParse(text, out _, out var error));
        Assert.Equal($"position {position}: {message}", error.Message);
        Assert.Equal(position, error.Position);
    }
}
