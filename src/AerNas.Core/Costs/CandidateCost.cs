namespace AerNas.Costs;

/// <summary>What a candidate operation costs before it is chosen.</summary>
internal static class CandidateCost
{
    /// <summary>The trainable parameters of an operation on an edge of a cell in the evaluation phase, batch norm included.</summary>
    /// <param name="space">Tells which edges of a reduction cell are strided: those from its inputs.</param>
    /// <param name="kind">The kind of cell.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">Channels of the cell.</param>
    public static long Parameters(SearchSpace space, CellKind kind, EdgeId edge, CandidateOperation operation, int channels)
    {
        return OperationGraph.Of(operation, channels, edge.StrideIn(kind, space.InputNodes)).Weights.Sum(weight => weight.Length);
    }
}
