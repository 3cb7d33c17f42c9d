namespace AerNas.Kernels.Engine;

/// <summary>What operations are built with.</summary>
/// <param name="Kernels">The kernels.</param>
/// <param name="Arena">Where arrays that live as long as the plan come from.</param>
/// <param name="Images">Images in the batch.</param>
internal sealed record PlanContext(KernelSet Kernels, ChannelArena Arena, int Images)
{
    private readonly List<ScratchSlot> _slots = [];

    /// <summary>The images with borders that each thread needs memory for.</summary>
    public IReadOnlyList<ScratchSlot> Slots => _slots;

    /// <summary>The size of a map of the batch, without what fills up its last block: the same in every vector width.</summary>
    public long BytesOf(FeatureMap map) => (long)Images * map.Channels * map.Pixels * sizeof(float);

    /// <summary>The number of a slot; equal ones are the same.</summary>
    public int SlotOf(ScratchSlot slot)
    {
        var index = _slots.IndexOf(slot);
        if (index >= 0) return index;
        _slots.Add(slot);
        return _slots.Count - 1;
    }
}
