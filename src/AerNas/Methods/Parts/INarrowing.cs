namespace AerNas.Methods;

/// <summary>Decides which operations each stage of a search looks at.</summary>
public interface INarrowing
{
    /// <summary>Those of the first stage.</summary>
    KeptOperations First(SearchSpace space);

    /// <summary>Those of a later stage.</summary>
    /// <param name="alpha">What the stage before it has learned.</param>
    /// <param name="stage">Which stage is to come, from 1.</param>
    KeptOperations After(ArchitectureParameters alpha, int stage);
}
