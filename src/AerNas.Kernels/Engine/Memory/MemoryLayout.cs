// Maps live until the backward pass has read them for the last time; those that are computed again live twice, as long as the forward pass
// reads them and as long as the backward pass does. Gradients live for some of its stages. What lives for a while shares memory with others
// that live at other times, and with maps that are read no more: from the largest on, each takes the first gap between those that it meets.
// So the gradients of early cells lie where the maps of late ones were. What is to be differentiated twice must keep its maps.

namespace AerNas.Kernels.Engine;

/// <summary>Places the maps and gradients of a plan in one array.</summary>
internal sealed unsafe class MemoryLayout
{
    private const int LineFloats = 16;
    private const int SkewLines = 5; // so that maps of the same size do not compete for the same lines of a cache

    private readonly List<(FeatureMap Map, long Offset)> _maps = [];
    private readonly List<(GradientBuffer Buffer, long Offset)> _gradients = [];
    private readonly List<(ImmutableArray<Lifetime> Lives, long Offset, long End)> _taken = [];

    /// <param name="operations">What computes the maps.</param>
    /// <param name="forward">The stages of the forward pass.</param>
    /// <param name="backward">The stages of the backward pass.</param>
    /// <param name="images">Images in the batch.</param>
    /// <param name="keepsMaps">Whether all maps are still there after it.</param>
    public MemoryLayout(
        IReadOnlyList<Operation> operations, IReadOnlyList<Stage> forward, IReadOnlyList<Stage> backward, int images, bool keepsMaps)
    {
        var (first, before) = (Reads(operations, forward), forward.Count);
        var reads = Reads(operations, backward);
        var passing = new List<(long Floats, ImmutableArray<Lifetime> Lives, Action<long> Place)>();
        foreach (var map in operations.Select(operation => operation.Output))
        {
            var (floats, again) = ((long)images * map.ImageStep, reads[map.Index].After(before));
            if (map.IsRecomputed)
            {
                passing.Add((floats, [first[map.Index], again], offset => _maps.Add((map, offset))));
                continue;
            }

            _maps.Add((map, Floats));
            Take([new Lifetime(0, keepsMaps ? before + backward.Count : Math.Max(before, again.Last))], Floats, floats);
        }

        foreach (var (buffer, floats) in Gradients(operations, backward, images))
            passing.Add((floats, [buffer.Life.After(before)], offset => _gradients.Add((buffer, offset))));
        foreach (var (floats, lives, place) in passing.OrderByDescending(one => one.Floats))
        {
            var offset = FirstGap(floats, lives);
            place(offset);
            Take(lives, offset, floats);
        }
    }

    /// <summary>How long the array must be.</summary>
    public long Floats { get; private set; }

    /// <summary>Tells maps and gradients where they lie.</summary>
    public void Place(float* start)
    {
        foreach (var (map, offset) in _maps) map.Data = start + offset;
        foreach (var (buffer, offset) in _gradients) buffer.Data = start + offset;
    }

    /// <summary>The first and the last stage that may read or write each map.</summary>
    private static Lifetime[] Reads(IReadOnlyList<Operation> operations, IReadOnlyList<Stage> stages)
    {
        var reads = new Lifetime[operations.Count];
        Array.Fill(reads, Lifetime.Never);
        for (var stage = 0; stage < stages.Count; stage++)
            foreach (var map in stages[stage].Steps.SelectMany(step => step.Maps)) reads[map.Index] = reads[map.Index].With(stage);

        return reads;
    }

    private static IEnumerable<(GradientBuffer Buffer, long Floats)> Gradients(
        IReadOnlyList<Operation> operations, IReadOnlyList<Stage> backward, int images)
    {
        Touch(operations[^1].Output, 0); // the gradient of the logits is given
        for (var stage = 0; stage < backward.Count; stage++)
            foreach (var map in backward[stage].Steps.SelectMany(step => step.Gradients)) Touch(map, stage);

        foreach (var map in operations.Select(operation => operation.Output))
        {
            var floats = (long)images * map.ImageStep;
            if (map.Gradient is { } gradient) yield return (gradient, floats);
            if (map.Rectified is { } rectified) yield return (rectified, floats);
        }
    }

    private static void Touch(FeatureMap map, int stage)
    {
        map.Gradient?.Touch(stage);
        map.Rectified?.Touch(stage);
    }

    /// <summary>Where so much is free while it lives.</summary>
    private long FirstGap(long floats, ImmutableArray<Lifetime> lives)
    {
        var offset = 0L;
        var met = _taken.Where(taken => taken.Lives.Any(other => lives.Any(other.Meets)));
        foreach (var other in met.OrderBy(taken => taken.Offset))
        {
            if (offset + Padded(floats) <= other.Offset) break;
            offset = Math.Max(offset, other.End);
        }

        return offset;
    }

    private void Take(ImmutableArray<Lifetime> lives, long offset, long floats)
    {
        _taken.Add((lives, offset, offset + Padded(floats)));
        Floats = Math.Max(Floats, offset + Padded(floats));
    }

    private static long Padded(long floats) => (floats + LineFloats - 1) / LineFloats * LineFloats + SkewLines * LineFloats;
}

/// <summary>Stages between which memory is taken.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
internal readonly record struct Lifetime(int First, int Last)
{
    /// <summary>Between no stages.</summary>
    public static Lifetime Never { get; } = new(int.MaxValue, int.MinValue);

    /// <summary>Whether both are alive at one time.</summary>
    public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;

    /// <summary>The same with a stage more.</summary>
    public Lifetime With(int stage) => new(Math.Min(First, stage), Math.Max(Last, stage));

    /// <summary>The same where so many stages come before.</summary>
    public Lifetime After(int stages) => this == Never ? this : new(First + stages, Last + stages);
}
