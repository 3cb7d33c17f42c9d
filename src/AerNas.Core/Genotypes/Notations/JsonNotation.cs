using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AerNas.Json;

namespace AerNas.Genotypes.Notations;

/// <summary>The JSON form: <c>{"family": "darts", "cells": {"normal": {"edges": [{"from": 0, "to": 2, "operation": "sep_conv_3x3"}],
/// "output": [2]}, "reduction": ...}}</c>. In place of the family, the name of a space that has an official notation, <c>space</c> holds
/// the name of any other that is listed, or a definition. Where cells have one edge, <c>layers</c> may stand for the cells: their
/// operations in order. A space that leaves no choice needs neither. A member that is not in this form is refused.</summary>
internal static class JsonNotation
{
    private const string Family = "family", Space = "space", Cells = "cells", Layers = "layers";
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true, NewLine = "\n" };

    public static Genotype Parse(string text)
    {
        var reader = new JsonTokenReader(text);
        SearchSpace? space = null;
        int? cells = null, layers = null;
        var named = reader.HasMember(Space);
        var parts = reader.HasMember(Layers) ? Layers : Cells;
        var isWhole = named && !reader.HasMember(parts);
        var begin = reader.TakeObject([named ? Space : Family, .. isWhole ? (string[])[] : [parts]], [], member =>
        {
            if (member == Cells) cells = reader.Skip();
            else if (member == Layers) layers = reader.Skip();
            else space = member == Space ? SpaceOf(reader) : Known(reader.TakeText("the name of a family"));
        });
        if (layers is { } list) return OfLayers(reader, space!, list);
        return cells is { } place ? OfCells(reader, space!, place) : OfNothing(space!, begin);
    }

    private static Genotype OfCells(JsonTokenReader reader, SearchSpace space, int cells)
    {
        var start = reader.Return(cells);
        if (space.CellKinds.FirstOrDefault(kind => !reader.HasMember(kind.Word)) is { } missing)
            throw new GenotypeFormatException(start, missing.Word, $"a {space.Name} genotype needs a {missing.Word} cell too.");
        var found = new Dictionary<string, CellGenotype>();
        reader.TakeObject([.. space.CellKinds.Select(kind => kind.Word)], [],
            word => found[word] = CellOf(TakeCell(reader), space, space.KindOf(word)));
        return new Genotype(space, space.CellKinds.Select(kind => found[kind.Word]));
    }

    private static Genotype OfLayers(JsonTokenReader reader, SearchSpace space, int layers)
    {
        var start = reader.Return(layers);
        var names = reader.TakeArray(() => reader.TakeText("an operation name")).Value;
        if (space.Edges is not [var edge] || names.Count != space.CellKinds.Length)
            throw new GenotypeFormatException(start, Layers, space.Edges.Length == 1
                ? $"expected the operations of {space.CellKinds.Length} layers, got {names.Count}."
                : $"the cells of {space.Name} have {space.Edges.Length} edges; write {Cells} in place of {Layers}.");
        return new Genotype(space, space.CellKinds.Select((kind, i) =>
        {
            var choice = new GenotypeEdge(edge, GenotypeGrammar.Operation(space, names[i]));
            RequireOffered(space, kind, choice, names[i].Position);
            return new CellGenotype(space.InputNodes, [choice], space.OutputNodes);
        }));
    }

    /// <summary>The only architecture of a space.</summary>
    private static Genotype OfNothing(SearchSpace space, int position) => space.LeavesAChoice
        ? throw new GenotypeFormatException(position, Cells, $"the object has no '{Cells}'; it needs {Space}, {Cells}.")
        : new Genotype(space, space.CellKinds.Select(kind => new CellGenotype(
            space.InputNodes, space.Edges.Select(edge => new GenotypeEdge(edge, space.Candidates.Of(kind, edge).Single())),
                space.OutputNodes)));

    public static string Write(Genotype genotype, bool indented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, indented ? Indented : OneLine))
        {
            writer.WriteStartObject();
            if (genotype.Space.Notation != GenotypeForm.Json) writer.WriteString(Family, genotype.Space.Name);
            else WriteSpace(writer, genotype.Space);
            if (!genotype.Space.IsListed || genotype.Space.Edges.Length > 1) WriteCells(writer, genotype);
            else if (genotype.Space.LeavesAChoice) WriteLayers(writer, genotype);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteSpace(Utf8JsonWriter writer, SearchSpace space)
    {
        writer.WritePropertyName(Space);
        if (space.IsListed) writer.WriteStringValue(space.Name);
        else SpaceJson.Write(space.Definition).WriteTo(writer);
    }

    private static void WriteCells(Utf8JsonWriter writer, Genotype genotype)
    {
        writer.WriteStartObject(Cells);
        foreach (var kind in genotype.CellKinds) WriteCell(writer, kind, genotype[kind]);
        writer.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter writer, Genotype genotype)
    {
        writer.WriteStartArray(Layers);
        foreach (var kind in genotype.CellKinds) writer.WriteStringValue(genotype[kind].Edges[0].Operation.Name);
        writer.WriteEndArray();
    }

    private static SearchSpace SpaceOf(JsonTokenReader reader)
    {
        if (reader.IsAtObject) return Defined(reader.TakeRaw());
        var name = reader.TakeText("the name or the definition of a space");
        return SearchSpace.TryFind(name.Value, out var space) ? space : throw new GenotypeFormatException(name.Position,
            "the name of a space", $"'{name.Value}' is no search space; there are "
                + $"{string.Join(", ", SearchSpace.All.Select(known => known.Name))}.");
    }

    private static SearchSpace Known(Positioned<string> name)
    {
        var noted = SearchSpace.All.Where(space => space.Notation != GenotypeForm.Json);
        var expected = $"a family, one of {string.Join(", ", noted.Select(space => space.Name))}";
        return noted.FirstOrDefault(space => space.Name == name.Value)
            ?? throw new GenotypeFormatException(name.Position, expected, $"expected {expected}, got '{name.Value}'.");
    }

    private static SearchSpace Defined(Positioned<string> definition)
    {
        try
        {
            return SearchSpace.FromJson(definition.Value);
        }
        catch (Exception e) when (e is InvalidOptionsException or JsonFormatException)
        {
            throw new GenotypeFormatException(definition.Position, "the definition of a space", $"there is no such space: {e.Message}");
        }
    }

    private static void WriteCell(Utf8JsonWriter writer, CellKind kind, CellGenotype cell)
    {
        writer.WriteStartObject(kind.Word);
        writer.WriteStartArray("edges");
        foreach (var edge in cell.Edges)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", edge.Edge.From.Value);
            writer.WriteNumber("to", edge.Edge.To.Value);
            writer.WriteString("operation", edge.Operation.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("output");
        foreach (var node in cell.Output) writer.WriteNumberValue(node.Value);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static JsonCell TakeCell(JsonTokenReader reader)
    {
        Positioned<List<JsonEdge>> edges = default;
        Positioned<List<Positioned<int>>> output = default;
        var position = reader.TakeObject(["edges", "output"], [], member =>
        {
            if (member == "edges") edges = reader.TakeArray(() => TakeEdge(reader));
            else output = reader.TakeArray(reader.TakeNode);
        });
        return new JsonCell(position, edges, output);
    }

    private static JsonEdge TakeEdge(JsonTokenReader reader)
    {
        Positioned<int> from = default, to = default;
        Positioned<string> operation = default;
        reader.TakeObject(["from", "to", "operation"], [], member =>
        {
            if (member == "from") from = reader.TakeNode();
            else if (member == "to") to = reader.TakeNode();
            else operation = reader.TakeText("an operation name");
        });
        return new JsonEdge(from, to, operation);
    }

    /// <summary>A cell that has every edge has them in the space's order, and puts out what all cells of the space do.</summary>
    private static CellGenotype CellOf(JsonCell cell, SearchSpace space, CellKind kind)
    {
        var read = Cell(cell, space);
        foreach (var choice in read.Edges) RequireOffered(space, kind, choice, cell.Edges.Position);
        if (!space.KeepsEveryEdge)
        {
            RequireNodes(cell, read, space);
            return read;
        }

        var edges = read.Edges.OrderBy(e => space.Edges.IndexOf(e.Edge)).ToList();
        if (!edges.Select(e => e.Edge).SequenceEqual(space.Edges))
        {
            throw new GenotypeFormatException(cell.Edges.Position, $"the {space.Edges.Length} edges {string.Join(", ", space.Edges)}",
                $"expected each of the edges {string.Join(", ", space.Edges)} once, got {string.Join(", ", edges.Select(e => e.Edge))}.");
        }

        var output = string.Join(", ", space.OutputNodes);
        return read.Output.SequenceEqual(space.OutputNodes)
            ? new CellGenotype(space.InputNodes, edges, space.OutputNodes)
            : throw new GenotypeFormatException(cell.Output.Position, $"[{output}]", $"the output of a {space.Name} cell is [{output}].");
    }

    private static void RequireOffered(SearchSpace space, CellKind kind, GenotypeEdge choice, int position)
    {
        if (!Offers(space, kind, choice))
            throw new GenotypeFormatException(
                position, "candidates of the edges", $"{choice.Edge} of {kind} may not carry {choice.Operation}.");
    }

    /// <summary>Demands of a cell that it has no more nodes than its space. It may keep more edges than the space's own rule does: SNAS
    /// keeps all of them. Spaces with an official notation are excepted: other codes write cells of more nodes in it.</summary>
    private static void RequireNodes(JsonCell cell, CellGenotype read, SearchSpace space)
    {
        if (space.Notation != GenotypeForm.Json) return;
        if (read.NodeCount > space.NodeCount)
            throw new GenotypeFormatException(cell.Edges.Position, $"at most {Counted.Of(space.NodeCount - space.InputNodes, "node")}",
                $"the cell has {Counted.Of(read.NodeCount - space.InputNodes, "node")}, and cells of {space.Name} have at most "
                + $"{space.NodeCount - space.InputNodes}.");
    }

    /// <summary>Whether an edge may carry an operation; where only some edges are kept, nodes are counted anew, and any may.</summary>
    private static bool Offers(SearchSpace space, CellKind kind, GenotypeEdge choice) => space.Candidates.IsAll || !space.KeepsEveryEdge
        || !space.Edges.Contains(choice.Edge) || space.Candidates.Of(kind, choice.Edge).Contains(choice.Operation);

    private static CellGenotype Cell(JsonCell cell, SearchSpace space)
    {
        var inputs = space.InputNodes;
        var targets = cell.Edges.Value.ConvertAll(e => e.To);
        var frame = new CellFrame(inputs, Math.Max(inputs, targets.Count == 0 ? 0 : targets.Max(t => t.Value) + 1));
        if (targets.Find(t => t.Value < inputs) is { Position: > 0 } input)
            throw new GenotypeFormatException(input.Position, "a computed node",
                $"node {input.Value} is an input; edges end in nodes from {inputs} on.");
        var bare = Enumerable.Range(inputs, Math.Max(1, frame.Nodes - inputs)).Where(node => targets.TrueForAll(t => t.Value != node));
        foreach (var node in bare)
            throw new GenotypeFormatException(cell.Edges.Position, $"an edge into node {node}",
                $"Node {node} has no edge; every computed node needs one.");
        var edges = cell.Edges.Value.Select(e => new GenotypeEdge(
            GenotypeGrammar.Edge(frame, e.From, e.To), GenotypeGrammar.Operation(space, e.Operation)));
        return new CellGenotype(inputs, edges, GenotypeGrammar.Output(frame, cell.Output));
    }
}
