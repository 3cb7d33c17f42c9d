namespace AerNas.Data.Batches;

/// <summary>Both batches of a search step as plain numbers.</summary>
internal sealed record HostBatchPair(HostBatch Train, HostBatch Valid) : IDisposable
{
    public void Dispose()
    {
        Train.Dispose();
        Valid.Dispose();
    }
}
