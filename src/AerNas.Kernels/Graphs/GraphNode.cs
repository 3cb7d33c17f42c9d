namespace AerNas.Kernels.Graphs;

/// <summary>A step of a graph; it computes one map.</summary>
public abstract record GraphNode
{
    private protected GraphNode()
    {
    }
}
