using AerNas.Networks;
using AerNas.Searching.Steps;

namespace AerNas.Searching;

/// <summary>What learns in a stage of a search.</summary>
internal sealed record SearchParts(Supernet Supernet, ArchitectureParameters Alpha, SearchOptimizers Optimizers) : IDisposable
{
    /// <summary>What the method learns beside these; null where that is nothing.</summary>
    public IMethodState? Own { get; init; }

    public void Dispose()
    {
        Own?.Dispose();
        Optimizers.Dispose();
        Alpha.Dispose();
        Supernet.Dispose();
    }
}
