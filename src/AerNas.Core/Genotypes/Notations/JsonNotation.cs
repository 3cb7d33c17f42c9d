using System.Text;
using System.Text.Json;
using AerNas.Spaces;

namespace AerNas.Genotypes.Notations;

/// <summary>
/// The JSON form:
/// <c>{"family": "darts", "cells": {"normal": {"edges": [{"from": 0, "to": 2, "operation": "sep_conv_3x3"}], "output": [2]}, "reduction": ...}}</c>.
/// A member that is not in this form is refused.
/// </summary>
internal static class JsonNotation
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads the whole text as one genotype.</summary>
    public static Genotype Parse(string text)
    {
        var reader = new JsonTokenReader(text);
        Positioned<string> family = default;
        JsonCell? normal = null, reduction = null;
        var cells = 0;
        reader.TakeObject(["family", "cells"], [], member =>
        {
            if (member == "family") family = reader.TakeText("the name of a family");
            else cells = reader.TakeObject(["normal"], ["reduction"], kind => _ = kind == "normal" ? normal = TakeCell(reader) : reduction = TakeCell(reader));
        });
        var known = JsonNames.Family(family);
        if (known == GenotypeFamily.NasBench201)
        {
            return reduction is null
                ? Genotype.OfNasBench201(NasBench201Cell(normal!))
                : throw new GenotypeFormatException(reduction.Position, "no reduction cell", $"a {family.Value} genotype has no reduction cell.");
        }

        if (reduction is null) throw new GenotypeFormatException(cells, "reduction", $"a {family.Value} genotype needs a reduction cell too.");
        return Genotype.OfDarts(Cell(normal!, known), Cell(reduction, known));
    }

    /// <summary>Writes a genotype, indented.</summary>
    public static string Write(Genotype genotype)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("family", JsonNames.Of(genotype.Family));
            writer.WriteStartObject("cells");
            foreach (var kind in genotype.CellKinds) WriteCell(writer, kind, genotype[kind]);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCell(Utf8JsonWriter writer, CellKind kind, CellGenotype cell)
    {
        writer.WriteStartObject(JsonNames.Of(kind));
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

    private static CellGenotype NasBench201Cell(JsonCell cell)
    {
        var space = SearchSpace.NasBench201;
        var genotype = Cell(cell, GenotypeFamily.NasBench201);
        var edges = genotype.Edges.OrderBy(e => space.Edges.IndexOf(e.Edge)).ToList();
        if (!edges.Select(e => e.Edge).SequenceEqual(space.Edges))
        {
            throw new GenotypeFormatException(cell.Edges.Position, $"the {space.Edges.Length} edges {string.Join(", ", space.Edges)}",
                $"expected each of the edges {string.Join(", ", space.Edges)} once, got {string.Join(", ", edges.Select(e => e.Edge))}.");
        }

        var last = new NodeIndex(space.NodeCount - 1);
        return genotype.Output.Length == 1 && genotype.Output[0] == last
            ? new CellGenotype(space.InputNodes, edges, [last])
            : throw new GenotypeFormatException(cell.Output.Position, $"[{last}]", $"the output of a {space.Name} cell is its last node, [{last}].");
    }

    private static CellGenotype Cell(JsonCell cell, GenotypeFamily family)
    {
        var inputs = GenotypeGrammar.InputsOf(family);
        var targets = cell.Edges.Value.ConvertAll(e => e.To);
        var frame = new CellFrame(inputs, Math.Max(inputs, targets.Count == 0 ? 0 : targets.Max(t => t.Value) + 1));
        if (targets.Find(t => t.Value < inputs) is { Position: > 0 } input)
            throw new GenotypeFormatException(input.Position, "a computed node", $"node {input.Value} is an input; edges end in nodes from {inputs} on.");
        var bare = Enumerable.Range(inputs, Math.Max(1, frame.Nodes - inputs)).Where(node => targets.TrueForAll(t => t.Value != node));
        foreach (var node in bare)
            throw new GenotypeFormatException(cell.Edges.Position, $"an edge into node {node}", $"Node {node} has no edge; every computed node needs one.");
        var edges = cell.Edges.Value.Select(e => new GenotypeEdge(
            GenotypeGrammar.Edge(frame, e.From, e.To), GenotypeGrammar.Operation(family, e.Operation)));
        return new CellGenotype(inputs, edges, GenotypeGrammar.Output(frame, cell.Output));
    }
}
