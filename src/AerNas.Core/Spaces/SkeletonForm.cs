using System.Text.Json.Serialization;

namespace AerNas.Spaces;

/// <summary>How cells are stacked into a network: <see cref="SkeletonDefinition"/> with the kinds of cell it names.</summary>
[JsonConverter(typeof(SkeletonFormConverter))]
public sealed class SkeletonForm : IEquatable<SkeletonForm>
{
    internal SkeletonForm(SkeletonDefinition definition, SearchSpace space) => (Definition, Space) = (definition, space);

    /// <summary>The evaluation network of DARTS on CIFAR (quark0 <c>NetworkCIFAR</c>).</summary>
    public static SkeletonForm Cifar => SearchSpace.Darts.Skeletons[0];

    /// <summary>That on ImageNet: the same cells behind two strided stems (quark0 <c>NetworkImageNet</c>).</summary>
    public static SkeletonForm ImageNet => SearchSpace.Darts.Skeletons[1];

    /// <summary>The network of NAS-Bench-201 (AutoDL <c>TinyNetwork</c>).</summary>
    public static SkeletonForm NasBench201 => SearchSpace.NasBench201.Skeletons[0];

    /// <summary>As it is written down.</summary>
    public SkeletonDefinition Definition { get; }

    /// <summary>The space whose cells it stacks.</summary>
    public SearchSpace Space { get; }

    /// <summary>What it is called.</summary>
    public string Name => Definition.Name;

    /// <summary>Which of <c>layers</c> and <c>cells</c> sets the depth; null where the places are listed.</summary>
    public string? Depth => Definition.Layers is not null ? "layers" : Definition.Stages is not null ? "cells" : null;

    /// <summary>The fewest of them.</summary>
    public int LeastDepth => Definition.Layers is { } layers ? layers.Reductions + 1 : 1;

    /// <summary>How often the images are halved before the first cell.</summary>
    public int StemHalvings => Definition.Stem.Count(layer => layer.Stride == 2);

    /// <summary>How often the images are halved on the way to the last cell.</summary>
    public int Halvings => Definition.Layers is { } layers ? StemHalvings + layers.Reductions
        : Definition.Stages is { } stages ? StemHalvings + stages.Count - 1
        : Runs(0, 0)[^1].Halvings;

    /// <summary>By which factor images are smaller on the maps of the last cell.</summary>
    internal int Stride => 1 << Halvings;

    /// <summary>The cells of a network in order, neighbours that are alike together.</summary>
    /// <param name="layers">The depth where that is <c>layers</c>; not taken to be valid.</param>
    /// <param name="cells">The depth where that is <c>cells</c>.</param>
    public ImmutableArray<PlaceRun> Runs(int layers, int cells)
    {
        var runs = ImmutableArray.CreateBuilder<PlaceRun>();
        if (Definition.Layers is { } layered) AddLayers(runs, layered, layers);
        else if (Definition.Stages is { } staged) AddStages(runs, staged, cells);
        else AddPlaces(runs, Definition.Places!);
        return runs.ToImmutable();
    }

    /// <summary>The widths that a network has, as factors of its channels.</summary>
    public IEnumerable<double> Widths => Definition.Stem.Concat(Definition.Head).Select(layer => layer.Width)
        .Concat(Definition.Places?.SelectMany(place => Enumerable.Range(0, place.Repeat).Select(place.WidthOf)).Distinct() ?? []);

    /// <summary>What stands against a network of so many channels, as a clause; null where nothing does.</summary>
    internal string? ProblemAt(int channels) => SpaceFit.ProblemsOf(this, channels).FirstOrDefault();

    /// <inheritdoc/>
    public bool Equals(SkeletonForm? other) => other is not null && Name == other.Name && Space.Equals(other.Space);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SkeletonForm);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void AddLayers(ImmutableArray<PlaceRun>.Builder runs, LayersDefinition layered, int layers)
    {
        var (kind, reduction) = (Space.KindOf(layered.Cell), Space.KindOf(layered.Reduction));
        var (next, width, halvings) = (0, 1.0, StemHalvings);
        for (var i = 1; i <= layered.Reductions; i++)
        {
            var place = (int)((long)i * layers / (layered.Reductions + 1));
            if (place < next || place >= layers) continue; // a network of fewer cells than that
            Add(place);
            (width, halvings) = (2 * width, halvings + 1);
            runs.Add(new PlaceRun(reduction, width, halvings, 1) { Reduces = true });
            next = place + 1;
        }

        Add(layers);

        void Add(int until)
        {
            if (until > next) runs.Add(new PlaceRun(kind, width, halvings, until - next));
        }
    }

    private void AddStages(ImmutableArray<PlaceRun>.Builder runs, StagesDefinition staged, int cells)
    {
        for (var stage = 0; stage < staged.Count; stage++)
        {
            runs.Add(new PlaceRun(Space.KindOf(staged.Cell), 1 << stage, StemHalvings + stage, cells)
            {
                EndsStage = stage + 1 < staged.Count,
            });
        }
    }

    private void AddPlaces(ImmutableArray<PlaceRun>.Builder runs, IReadOnlyList<PlaceDefinition> places)
    {
        var halvings = StemHalvings;
        foreach (var place in places)
        {
            var kind = Space.KindOf(place.Cell);
            var reduces = place.Reduces ?? kind.Reduces;
            var differ = reduces || place.Growth > 0;
            for (var i = 0; i < (differ ? place.Repeat : 1); i++)
            {
                if (reduces) halvings++;
                runs.Add(new PlaceRun(kind, place.WidthOf(i), halvings, differ ? 1 : place.Repeat) { Reduces = reduces });
            }
        }
    }
}

/// <summary>Cells of a network that follow each other and are alike.</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Width">Channels of a node, as a factor of the network's.</param>
/// <param name="Halvings">How often the images are halved on the way to a computed node.</param>
/// <param name="Count">How many cells.</param>
public readonly record struct PlaceRun(CellKind Kind, double Width, int Halvings, int Count)
{
    /// <summary>Whether they halve height and width.</summary>
    public bool Reduces { get; init; }

    /// <summary>Whether a residual reduction follows.</summary>
    public bool EndsStage { get; init; }
}
