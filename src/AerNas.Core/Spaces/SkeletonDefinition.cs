namespace AerNas.Spaces;

/// <summary>How the cells of a space are stacked into a network, and what surrounds them, as a person writes it down. Of <see
/// cref="Layers"/>, <see cref="Stages"/> and <see cref="Places"/> it has one. Widths are factors of the channels that a network is asked
/// for.</summary>
public sealed record SkeletonDefinition
{
    /// <summary>The most cells that <see cref="Places"/> may list.</summary>
    public const int MostPlaces = 1_000;

    private const int MostReductions = 8; // of the stem, and of the places

    /// <value>What it is called: letters, digits, <c>-</c> and <c>_</c>.</value>
    public required string Name { get; init; }

    /// <value>The convolutions before the first cell, in order.</value>
    public IReadOnlyList<StemDefinition> Stem { get; init; } = [new()];

    /// <value>Whether a 1x1 convolution brings what a cell reads to the cell's width, and halves what is larger than the output just before
    /// it. Where not, cells read outputs as they are.</value>
    public bool Preprocesses { get; init; }

    /// <value>Cells of two kinds one behind the other, of which a few reduce: the depth is asked for as <c>layers</c>.</value>
    public LayersDefinition? Layers { get; init; }

    /// <value>Stages of cells of one kind with a residual reduction between: the depth is asked for as <c>cells</c>.</value>
    public StagesDefinition? Stages { get; init; }

    /// <value>Every place by itself: the depth is that of the list.</value>
    public IReadOnlyList<PlaceDefinition>? Places { get; init; }

    /// <value>The convolutions behind the last cell, in order.</value>
    public IReadOnlyList<StemDefinition> Head { get; init; } = [];

    /// <value>Whether a batch norm and a ReLU stand before the global average.</value>
    public bool NormBeforeAverage { get; init; }

    /// <value>Whether there may be a second classifier behind the cell at two thirds of the depth, which helps training.</value>
    public bool Auxiliary { get; init; }

    /// <value>Whether a batch norm follows the last convolution of that classifier.</value>
    public bool AuxiliaryNorm { get; init; }

    /// <value>The sizes of the network that is trained of a genotype, unless others are asked for.</value>
    public SizeDefinition Evaluation { get; init; } = new();

    internal void Check(OptionRules rules, SpaceDefinition space, Func<string, CandidateOperation?> known)
    {
        CheckConvolutions(rules, known);
        rules.Require(Preprocesses || (Layers is null && space.Inputs == 1), "preprocesses",
            "must be true where there are layers, or cells of two inputs: these have maps of other widths and sizes.");
        Evaluation.Check(rules.In("evaluation"));
        rules.Require(SpaceDefinition.IsName(Name), "name", SpaceDefinition.NameRule);
        rules.Require((Layers is null ? 0 : 1) + (Stages is null ? 0 : 1) + (Places is null ? 0 : 1) == 1, "",
            "needs one of layers, stages and places.");
        if (Layers is { } layers)
        {
            RequireKind(rules, space, layers.Cell, reduces: false, "layers.cell");
            RequireKind(rules, space, layers.Reduction, reduces: true, "layers.reduction");
            rules.Require(layers.Reductions is >= 1 and <= MostReductions, "layers.reductions",
                $"must be 1 to {MostReductions}, is {layers.Reductions}.");
        }

        if (Stages is { } stages)
        {
            RequireKind(rules, space, stages.Cell, reduces: false, "stages.cell");
            rules.Require(stages.Count is >= 1 and <= MostReductions, "stages.count", $"must be 1 to {MostReductions}, is {stages.Count}.");
            rules.Require(space.Inputs == 1, "stages", "need cells of one input.");
        }

        if (Places is not { } places) return;
        rules.Require(places.Count is >= 1 and <= MostPlaces, "places", $"needs 1 to {MostPlaces} places, has {places.Count}.");
        for (var i = 0; i < Math.Min(places.Count, MostPlaces); i++) places[i].Check(rules.In($"places[{i}]"), space);
        rules.Require(places.Where(place => place.Reduces ?? space.Find(place.Cell)?.Reduces == true)
            .Sum(place => (long)place.Repeat) <= MostReductions, "places",
            $"halve the images more than {MostReductions} times.");
    }

    private void CheckConvolutions(OptionRules rules, Func<string, CandidateOperation?> known)
    {
        rules.Require(Stem.Count is >= 1 and <= MostReductions, "stem", $"needs 1 to {MostReductions} convolutions, has {Stem.Count}.")
            .Require(Head.Count <= MostReductions, "head", $"has at most {MostReductions} convolutions, not {Head.Count}.");
        for (var i = 0; i < Stem.Count; i++) Stem[i].Check(rules.In($"stem[{i}]"), known);
        for (var i = 0; i < Head.Count; i++)
        {
            Head[i].Check(rules.In($"head[{i}]"), known);
            rules.Require(Head[i].Stride == 1, $"head[{i}].stride", "must be 1: the maps of the last cell are averaged as they are.");
        }

        var names = Stem.Concat(Head).Select(layer => layer.Name).ToList();
        rules.Require(names.Distinct().Count() == names.Count, "stem", "needs a name of its own for each convolution, those of head too.");
    }

    /// <summary>Demands that a space has a kind of cell.</summary>
    internal static void RequireKind(OptionRules rules, SpaceDefinition space, string name, bool? reduces, string path)
    {
        var kind = space.Find(name);
        rules.Require(kind is not null, path,
            $"names no cell of the space; there are {string.Join(", ", space.Cells.Select(cell => cell.Name))}.");
        if (kind is not null && reduces is { } must && kind.Reduces != must)
            rules.Require(false, path, must
                ? $"must name a cell that reduces; {kind.Name} does not."
                : $"must name a cell that does not reduce; {kind.Name} does.");
    }
}

/// <summary>Cells one behind the other, of which some, at equal distances, are reductions that double the width.</summary>
public sealed record LayersDefinition
{
    /// <value>The kind that keeps the size.</value>
    public required string Cell { get; init; }

    /// <value>The kind that reduces.</value>
    public required string Reduction { get; init; }

    /// <value>How many reductions there are: of 2, one stands at one third and one at two thirds of the depth.</value>
    public int Reductions { get; init; } = 2;
}

/// <summary>Stages of cells of one kind; between two stages a residual reduction halves the size and doubles the width.</summary>
public sealed record StagesDefinition
{
    /// <value>The kind of cell.</value>
    public required string Cell { get; init; }

    /// <value>How many stages there are.</value>
    public int Count { get; init; } = 3;
}

/// <summary>The sizes of a network.</summary>
/// <param name="Channels">Channels of a node in the first cell.</param>
/// <param name="Layers">Cells in all, where there are layers.</param>
/// <param name="Cells">Cells of a stage, where there are stages.</param>
/// <param name="Classes">Classes of the images.</param>
/// <param name="ImageSize">Height and width of the images, in pixels.</param>
public sealed record SizeDefinition(int Channels = 36, int Layers = 20, int Cells = 5, int Classes = 10, int ImageSize = 32)
{
    internal void Check(OptionRules rules) => rules.AtLeast(1, Channels, "channels").AtLeast(1, Layers, "layers").AtLeast(1, Cells, "cells")
        .AtLeast(1, Classes, "classes").AtLeast(1, ImageSize, "imageSize");
}
