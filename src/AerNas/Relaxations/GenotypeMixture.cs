using AerNas.Genotypes;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>A derived architecture as the mixture that computes it with the supernet's weights, and nothing else.</summary>
public static class GenotypeMixture
{
    /// <summary>
    /// The mixture: a weight of exactly 1 for every operation of the architecture. An edge it does not have adds nothing, the channels that
    /// bypass the operations included.
    /// </summary>
    /// <param name="space">The space that the architecture was found in.</param>
    /// <param name="genotype">The architecture.</param>
    /// <param name="dataType">float32 or float64, as the supernet computes.</param>
    /// <param name="device">Where the supernet lives.</param>
    /// <returns>Its tensors are constants, owned by the caller's scope.</returns>
    public static Mixture Of(SearchSpace space, Genotype genotype, ScalarType dataType, Device device)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(genotype);
        var chosen = space.CellKinds.ToDictionary(kind => kind, kind => genotype[kind].Edges.ToHashSet());
        return new Mixture(space, Operations, (kind, edge, operation) => Has(kind, edge, operation)) { EdgeWeights = Edges };

        bool Has(CellKind kind, EdgeId edge, CandidateOperation operation) => chosen[kind].Contains(new GenotypeEdge(edge, operation));

        bool Carries(CellKind kind, EdgeId edge) => space.Operations.Any(o => o.Family != OperationFamily.None && Has(kind, edge, o));

        Tensor Operations(CellKind kind) => Ones(from edge in space.Edges from o in space.Operations select Has(kind, edge, o))
            .reshape(space.Edges.Length, space.Operations.Length); // [E, O]

        Tensor Edges(CellKind kind) => Ones(from edge in space.Edges select Carries(kind, edge)); // [E]

        Tensor Ones(IEnumerable<bool> where) => tensor(where.Select(there => there ? 1.0 : 0.0).ToArray()).to(dataType).to(device);
    }
}
