// Maps live for the whole pass, since the backward pass reads them again. Gradients live for some stages of the backward pass, and share
// memory with others that live at other times: from the largest on, each takes the first gap between those that it meets.

namespace AerNas.Kernels.Engine;

/// <summary>Places the maps and gradients of a plan in one array.</summary>
internal sealed unsafe class MemoryLayout
{
    private const int LineFloats = 16;
    private const int SkewLines = 5; // so that maps of the same size do not compete for the same lines of a cache

    private readonly List<(FeatureMap Map, long Offset)> _maps = [];
    private readonly List<(GradientBuffer Buffer, long Offset, long Floats)> _gradients = [];

    public MemoryLayout(IReadOnlyList<Operation> operations, IReadOnlyList<Stage> backward, int images)
    {
        foreach (var operation in operations) _maps.Add((operation.Output, Take((long)images * operation.Output.ImageStep)));
        var start = Floats;
        foreach (var (buffer, floats) in Gradients(operations, backward, images).OrderByDescending(g => g.Floats))
        {
            var offset = start;
            foreach (var other in _gradients.Where(o => buffer.Meets(o.Buffer)).OrderBy(o => o.Offset))
            {
                if (offset + floats <= other.Offset) break;
                offset = Math.Max(offset, other.Offset + other.Floats);
            }

            _gradients.Add((buffer, offset, Padded(floats)));
            Floats = Math.Max(Floats, offset + Padded(floats));
        }
    }

    /// <summary>How long the array must be.</summary>
    public long Floats { get; private set; }

    /// <summary>Tells maps and gradients where they lie.</summary>
    public void Place(float* start)
    {
        foreach (var (map, offset) in _maps) map.Data = start + offset;
        foreach (var (buffer, offset, _) in _gradients) buffer.Data = start + offset;
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

    private long Take(long floats)
    {
        var offset = Floats;
        Floats += Padded(floats);
        return offset;
    }

    private static long Padded(long floats) => (floats + LineFloats - 1) / LineFloats * LineFloats + SkewLines * LineFloats;
}
