namespace AerNas.Kernels.Engine;

/// <summary>What one stage takes on of new maps, or of maps whose sums are taken: some megabytes, so that the next stage finds them in a
/// cache; but never fewer than two maps whose arithmetic outlasts memory, and what lies between them: they share a padded copy of what they
/// read, or a sweep over the gradient of their sum, and the next image comes from memory while they are computed.</summary>
internal sealed class StageLoad(PlanContext context)
{
    private const long Bytes = 2 << 20;
    private const int LongMaps = 2;

    private long _bytes;
    private int _longMaps;

    /// <summary>Whether a map alone is as much as a stage takes on.</summary>
    public static bool Fills(long bytes) => bytes >= Bytes;

    /// <summary>Takes on a map, where there is room for it.</summary>
    public bool TryTake(Operation operation)
    {
        var bytes = _bytes + context.BytesOf(operation.Output);
        if (_longMaps >= LongMaps && bytes > Bytes) return false;
        (_bytes, _longMaps) = (bytes, _longMaps + (operation.OutlastsMemory ? 1 : 0));
        return true;
    }
}
