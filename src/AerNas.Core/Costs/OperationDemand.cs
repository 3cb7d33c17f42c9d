using AerNas.Graphs;

namespace AerNas.Costs;

/// <summary>What a candidate operation of a supernet asks for on one image, as the resource tables of SNAS count it (SNAS-Series
/// operations.py): convolutions alone have weights, batch norm is not counted, and a pool computes as many multiply-adds as its window has
/// pixels.</summary>
/// <param name="Weights">Weights of its convolutions.</param>
/// <param name="MultiplyAdds">Multiply-adds.</param>
/// <param name="MemoryAccess">Numbers read and written: the weights, and the input and output of every layer.</param>
public readonly record struct OperationDemand(long Weights, long MultiplyAdds, long MemoryAccess)
{
    /// <summary>The demand of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="channels">Its input and output channels.</param>
    /// <param name="size">Height and width of its input.</param>
    /// <param name="stride">1, or 2 where it halves the map.</param>
    public static OperationDemand Of(CandidateOperation operation, int channels, int size, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var graph = OperationGraph.Of(operation, channels, stride);
        var shapes = graph.ShapesFor(size);
        if (graph[graph.Logits] is ImagesLayer) return new(0, 0, 2 * shapes[0].Length); // the skip connection hands its input on
        var total = default(OperationDemand);
        for (var i = 0; i < shapes.Length; i++)
        {
            if (graph.Layers[i].Sources is not [var source]) continue;
            var read = graph[source] is ShiftLayer shift ? shift.Source : source; // which the table counts as read whole
            var moved = shapes[read.Index].Length + shapes[i].Length;
            if (graph.Layers[i] is ConvolutionLayer { Weight.Length: var weights })
                total += new OperationDemand(weights, weights * shapes[i].Pixels, weights + moved);
            if (graph.Layers[i] is PoolLayer { Window: var window })
                total += new OperationDemand(0, window.Height * window.Width * shapes[i].Length, moved);
        }

        return total;
    }

    /// <summary>The demand of both parts.</summary>
    public static OperationDemand operator +(OperationDemand left, OperationDemand right) =>
        new(left.Weights + right.Weights, left.MultiplyAdds + right.MultiplyAdds, left.MemoryAccess + right.MemoryAccess);

    /// <summary>The demand of both parts.</summary>
    public static OperationDemand Add(OperationDemand left, OperationDemand right) => left + right;
}
