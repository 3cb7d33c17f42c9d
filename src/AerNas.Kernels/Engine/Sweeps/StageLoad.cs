namespace AerNas.Kernels.Engine;

/// <summary>What one stage takes on of new maps, or of maps whose sums are taken: some megabytes, so that the next stage finds them in a
/// cache; but never fewer than two maps, which share a padded copy of what they read, or a sweep over the gradient of their sum.</summary>
internal sealed class StageLoad(PlanContext context)
{
    private const long Bytes = 2 << 20;
    private const int Maps = 2;

    private long _bytes;
    private int _maps;

    /// <summary>Takes on a map, where there is room for it.</summary>
    public bool TryTake(FeatureMap map)
    {
        var bytes = _bytes + context.BytesOf(map);
        if (_maps >= Maps && bytes > Bytes) return false;
        (_bytes, _maps) = (bytes, _maps + 1);
        return true;
    }
}
