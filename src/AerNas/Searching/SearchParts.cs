using AerNas.Controllers;
using AerNas.Networks;
using AerNas.Relaxations;

namespace AerNas.Searching;

/// <summary>What learns in a stage of a search.</summary>
/// <param name="Supernet">The weight-sharing network.</param>
/// <param name="Alpha">The architecture parameters.</param>
/// <param name="Optimizers">Of both levels.</param>
public sealed record SearchParts(Supernet Supernet, ArchitectureParameters Alpha, SearchOptimizers Optimizers) : IDisposable
{
    /// <summary>The controller that draws architectures and how it learns; null where alpha says how likely they are.</summary>
    public ControllerTraining? Controller { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Controller?.Controller.Dispose();
        Controller?.Dispose();
        Optimizers.Dispose();
        Alpha.Dispose();
        Supernet.Dispose();
    }
}
