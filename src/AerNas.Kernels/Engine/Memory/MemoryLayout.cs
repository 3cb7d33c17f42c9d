// Maps live until the backward pass has read them for the last time. Gradients live for some of its stages, and share memory with others
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
    private readonly List<(Lifetime Life, long Offset, long End)> _taken = [];

    /// <param name="operations">What computes the maps.</param>
    /// <param name="backward">The stages of the backward pass.</param>
    /// <param name="images">Images in the batch.</param>
    /// <param name="keepsMaps">Whether all maps are still there after it.</param>
    public MemoryLayout(IReadOnlyList<Operation> operations, IReadOnlyList<Stage> backward, int images, bool keepsMaps)
    {
        var last = LastReads(operations, backward);
        foreach (var map in operations.Select(operation => operation.Output))
        {
            var offset = Floats;
            _maps.Add((map, offset));
            Take(new Lifetime(0, keepsMaps ? backward.Count : last[map.Index]), offset, (long)images * map.ImageStep);
        }

        foreach (var (buffer, floats) in Gradients(operations, backward, images).OrderByDescending(g => g.Floats))
        {
            var offset = 0L;
            foreach (var other in _taken.Where(taken => taken.Life.Meets(buffer.Life)).OrderBy(taken => taken.Offset))
            {
                if (offset + Padded(floats) <= other.Offset) break;
                offset = Math.Max(offset, other.End);
            }

            _gradients.Add((buffer, offset));
            Take(buffer.Life, offset, floats);
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

    /// <summary>The last stage of the backward pass that may read each map.</summary>
    private static int[] LastReads(IReadOnlyList<Operation> operations, IReadOnlyList<Stage> backward)
    {
        var last = new int[operations.Count];
        for (var stage = 0; stage < backward.Count; stage++)
            foreach (var map in backward[stage].Steps.SelectMany(step => step.Maps)) last[map.Index] = stage;

        return last;
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

    private void Take(Lifetime life, long offset, long floats)
    {
        _taken.Add((life, offset, offset + Padded(floats)));
        Floats = Math.Max(Floats, offset + Padded(floats));
    }

    private static long Padded(long floats) => (floats + LineFloats - 1) / LineFloats * LineFloats + SkewLines * LineFloats;
}

/// <summary>Stages of the backward pass between which memory is taken.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
internal readonly record struct Lifetime(int First, int Last)
{
    /// <summary>Whether both are alive at one time.</summary>
    public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;
}
