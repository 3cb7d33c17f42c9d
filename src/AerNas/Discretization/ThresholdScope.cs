namespace AerNas.Discretization;

/// <summary>What competes for a place in a cell of the DARTS space before a threshold is asked (FairDARTS).</summary>
public enum ThresholdScope
{
    /// <summary>A node's edges, each with its best operation, for two places: the official <c>threshold_sparse</c>, its default.</summary>
    EdgesOfNode,

    /// <summary>
    /// The operations of an edge, for two places on it: the official code's <c>threshold_edge</c>. An edge then carries two operations, one
    /// or none, and a node may have an edge from every node before it.
    /// </summary>
    OperationsOfEdge,
}
