namespace AerNas.Methods;

/// <summary>Which architectures are scored on the trained supernet, of which the best is the result: for methods that do not read it off
/// alpha.</summary>
public interface IPathProposal
{
    /// <summary>The architectures, in the order they are scored; the first of equals wins. Equal arguments give equal ones.</summary>
    /// <param name="alpha">The alphas of the trained supernet.</param>
    /// <param name="seed">The run's seed.</param>
    IReadOnlyList<ChosenOperations> Propose(ArchitectureParameters alpha, int seed);
}
