using System.Text.Json.Nodes;
using AerNas.Json;
using AerNas.Options;
using AerNas.Spaces;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Spaces;

public sealed class SpaceDefinitionTests
{
    /// <summary>
    /// The problem that a change of a good file brings, by the path of a member and its value; a value of nothing removes it.
    /// </summary>
    [Theory]
    [InlineData("name", "\"a b\"", "name: must be 1 to 40 letters, digits, - and _.")]
    [InlineData("name", "", "name: is missing.")]
    [InlineData("size", "3", "size: is not known here.")]
    [InlineData("inputs", "3", "inputs: must be 1 or 2, is 3.")]
    [InlineData("inputs", "2", "skeletons[0].preprocesses: must be true where there are layers, or cells of two inputs")]
    [InlineData("nodes", "0", "nodes: must be at least 1, is 0.")]
    [InlineData("nodes", "1000000", "nodes: must be at most 100, is 1000000.")]
    [InlineData("keptEdges", "0", "keptEdges: must be 1 to 100, is 0.")]
    [InlineData("edges", "[\"0<-1\"]", "edges[0]: '0<-1' is no edge")]
    [InlineData("edges", "[\"1<-0\", \"1<-0\"]", "edges: names an edge twice.")]
    [InlineData("edges", "[]", "edges: have none into node 1.")]
    [InlineData("operations", "[]", "operations: needs 1 to 100 names, has 0.")]
    [InlineData("operations", "[\"sep_conv_9x9\"]", "operations[0]: 'sep_conv_9x9' is no operation; there are none, skip_connect")]
    [InlineData("operations", "[\"sep_conv_3x3\", \"SEP_CONV_3x3\"]", "operations: names an operation twice.")]
    [InlineData("operations", "\"sep_conv_3x3\"", "operations: the value \"sep_conv_3x3\" is of the wrong kind. Expected a list.")]
    [InlineData("cells[0].operations", "{ \"2<-0\": [\"sep_conv_3x3\"] }",
        "cells[0].operations.2<-0: is no edge of the cell; edges are 1<-0.")]
    [InlineData("cells[0].operations", "{ \"1<-0\": [] }", "cells[0].operations.1<-0: needs one operation at least that is not none.")]
    [InlineData("name", "\"darts\"", "name: 'darts' is the name of another space")]
    [InlineData("operations", "[\"none\"]", "operations: must have another than none.")]
    [InlineData("skeletons[0].places[0].cell", "\"layer2\"", "cells[0]: stands at no place of chain, the first skeleton.")]
    [InlineData("cells[0].operations", "{ \"1<-0\": [\"none\"] }", "cells[0].operations.1<-0: 'none' is none of the space's operations")]
    [InlineData("cells[1].name", "\"LAYER1\"", "cells: names a kind of cell twice.")]
    [InlineData("skeletons", "[]", "skeletons: needs 1 to 100, has 0.")]
    [InlineData("skeletons[0].layers", "{ \"cell\": \"layer1\", \"reduction\": \"layer3\" }",
        "skeletons[0]: needs one of layers, stages and places.")]
    [InlineData("skeletons[0].places", "", "skeletons[0]: needs one of layers, stages and places.")]
    [InlineData("skeletons[0].places[1].cell", "\"layer9\"", "skeletons[0].places[1].cell: names no cell of the space; "
        + "there are layer1, layer2")]
    [InlineData("skeletons[0].places[1].width", "0", "skeletons[0].places[1].width: must be between")]
    [InlineData("skeletons[0].places[2].repeat", "900", "skeletons[0].places: halve the images more than 8 times.")]
    [InlineData("skeletons[0].stem", "[{ \"kernel\": 2 }]", "skeletons[0].stem[0].kernel: must be odd and at most 11, is 2.")]
    [InlineData("skeletons[0].stem", "[{ \"operation\": \"mbconv_3x3_e99\" }]",
        "skeletons[0].stem[0].operation: 'mbconv_3x3_e99' is no operation")]
    [InlineData("skeletons[0].stem", "[{ \"operation\": \"max_pool_3x3\" }]",
        "skeletons[0]: max_pool_3x3 of stem reads 3 channels and gives 3 where the cell has 64")]
    [InlineData("skeletons[0].head", "[{ \"name\": \"stem\" }]", "skeletons[0].stem: needs a name of its own for each convolution")]
    [InlineData("skeletons[0].head", "[{ \"name\": \"head\", \"stride\": 2 }]", "skeletons[0].head[0].stride: must be 1")]
    [InlineData("cells[0].without", "[\"sep_conv_9x9\"]", "cells[0].without: 'sep_conv_9x9' is none of the space's operations")]
    [InlineData("cells[0].without", "[\"skip_connect\", \"sep_conv_3x3\", \"sep_conv_5x5\", \"sep_conv_7x7\"]",
        "cells[0].without: leaves 1<-0 no operation but none.")]
    [InlineData("activation", "\"Tanh\"", "activation: the value \"Tanh\" is of the wrong kind. Expected one of Relu, Relu6")]
    [InlineData("skeletons[0].evaluation", "{ \"channels\": 0 }", "skeletons[0].evaluation.channels: must be at least 1, is 0.")]
    [InlineData("settings", "\"Mine\"", "settings: the value \"Mine\" is of the wrong kind. Expected one of Darts, NasBench201.")]
    public void FromJson_BadMember_IsRefusedWithItsPath(string path, string value, string problem)
    {
        var json = Chain();
        Set(json, path, value.Length == 0 ? null : JsonNode.Parse(value));

        var problems = Assert.Throws<InvalidOptionsException>(() => SearchSpace.FromJson(json.ToJsonString())).Problems;

        Assert.Contains(problems, told => $"{told}".StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void FromJson_ManyProblems_TellsAllAtOnce()
    {
        var json = Chain();
        foreach (var (path, value) in new[] { ("inputs", "5"), ("cells[3].name", "\"\""), ("skeletons[0].places[0].width", "-1"),
            ("operations[1]", "\"x\"") })
            Set(json, path, JsonNode.Parse(value));

        var problems = Assert.Throws<InvalidOptionsException>(() => SearchSpace.FromJson(json.ToJsonString())).Problems
            .Select(problem => problem.Path);

        Assert.Superset(new HashSet<string> { "inputs", "cells[3].name", "skeletons[0].places[0].width", "operations[1]" },
            problems.ToHashSet());
    }

    /// <summary>A pool gives as many channels as it reads, and the cells here have no convolution before them.</summary>
    [Fact]
    public void FromJson_PoolWhereTheWidthChanges_IsRefused()
    {
        var json = Chain();
        json["operations"]!.AsArray().Add("max_pool_3x3");
        json["cells"]![2]!["operations"]!["1<-0"]!.AsArray().Add("max_pool_3x3");

        var problem = Assert.Single(Assert.Throws<InvalidOptionsException>(() => SearchSpace.FromJson(json.ToJsonString())).Problems);

        Assert.Contains("max_pool_3x3 on 1<-0 of layer3 reads 64 channels and gives 64 where the cell has 128", problem.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    public void FromJson_WhatIsNoObject_IsRefused(string text) =>
        Assert.True(Record.Exception(() => SearchSpace.FromJson(text)) is InvalidOptionsException or JsonFormatException);

    /// <summary>A cell without a node, one that reads none of its inputs and a DAG that is not complete are all cells.</summary>
    [Fact]
    public void Edges_OfAnyDag_AreRowsByTargetAndSource()
    {
        var space = new SearchSpace(SearchSpace.Darts.Definition with
        {
            Name = "sparse",
            Edges = ["5<-2", "2<-1", "2<-0", "3<-2", "4<-0", "5<-4"],
        });

        Assert.Equal(["2<-0", "2<-1", "3<-2", "4<-0", "5<-2", "5<-4"], space.Edges.Select(edge => $"{edge}"));
        Assert.Equal([2, 1, 1, 2], space.ComputedNodes.Select(space.KeptEdgesOf));
    }

    /// <summary>Every member that a definition has stands in the page, in backquotes.</summary>
    [Fact]
    public void Page_OfTheDefinition_HasEveryMember()
    {
        var page = Repository.Read("docs/spaces.md");
        Type[] parts =
        [
            typeof(SpaceDefinition), typeof(CellDefinition), typeof(SkeletonDefinition), typeof(StemDefinition), typeof(LayersDefinition),
            typeof(StagesDefinition), typeof(PlaceDefinition), typeof(SizeDefinition), typeof(SupernetStyle),
        ];
        Repository.AssertNone("docs/spaces.md lacks", from part in parts
                                                      from member in part.GetProperties()
                                                      let name = $"`{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}`"
                                                      where !page.Contains(name, StringComparison.Ordinal)
                                                      select $"{part.Name}.{member.Name}");
    }

    private static JsonObject Chain() => JsonText.ParseObject(File.ReadAllText(BroughtSpaces.FileOf("chain-8")));

    private static void Set(JsonObject json, string path, JsonNode? value)
    {
        JsonNode at = json;
        var parts = path.Replace("[", ".#", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1]) at = part[0] == '#' ? at[int.Parse(part[1..])]! : at[part]!;
        if (parts[^1][0] == '#') at[int.Parse(parts[^1][1..])] = value;
        else if (value is null) at.AsObject().Remove(parts[^1]);
        else at[parts[^1]] = value;
    }
}
