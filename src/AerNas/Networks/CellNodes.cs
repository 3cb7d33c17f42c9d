using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>How the computed nodes of a search cell come about, the same in every space: each is the sum of the edges that lead to it.</summary>
internal static class CellNodes
{
    /// <summary>Appends the computed nodes to the inputs.</summary>
    /// <param name="states">The inputs; the nodes are appended. They live in the caller's scope.</param>
    /// <param name="space">The cell's topology.</param>
    /// <param name="edges">The mixed operation of an edge.</param>
    /// <param name="weights">The weights of this kind of cell.</param>
    /// <param name="partial">Which channels the operations see.</param>
    public static void Append(
        List<NodeState> states, SearchSpace space, Func<EdgeId, MixedOperation> edges, CellWeights weights, PartialChannels partial)
    {
        foreach (var node in space.ComputedNodes)
        {
            Tensor? sum = null, bypass = null;
            foreach (var edge in space.EdgesInto(node))
            {
                var x = states[edge.From.Value];
                sum = edges(edge).AddTo(sum, x, weights);
                bypass = PartialChannels.Add(bypass, x.Bypass, edges(edge).Stride, weights[edge]);
            }

            if (sum is null)
            {
                var first = space.EdgesInto(node).First();
                sum = edges(first).Nothing(states[first.From.Value]);
            }

            states.Add(partial.Split(partial.Join(weights.AddedTo(node) is { } number ? sum.Plus(number) : sum, bypass))); // [N, C, H, W]
        }
    }

    /// <summary>Describes the computed nodes.</summary>
    /// <param name="states">The inputs; the nodes are appended.</param>
    /// <param name="tracer">Where they are written down.</param>
    /// <param name="kind">Whose weights the edges take.</param>
    /// <param name="edges">The mixed operation of an edge.</param>
    /// <param name="partial">Which channels the operations see.</param>
    public static void Trace(
        List<NodeViews> states, GraphTracer tracer, CellKind kind, Func<EdgeId, MixedOperation> edges, PartialChannels partial)
    {
        var space = tracer.Space;
        foreach (var node in space.ComputedNodes)
        {
            var incoming = space.EdgesInto(node);
            var mixed = tracer.Add(new SumNode([.. incoming.SelectMany(edge => edges(edge).Trace(tracer, kind, states[edge.From.Value].Mixed))])
            {
                Entries = [.. from edge in incoming from operation in space.Operations select Mixture.EntryOf(space, kind, edge, operation)],
            });
            var bypass = from edge in incoming
                         let passed = PartialChannels.TracePassed(tracer, states[edge.From.Value], edges(edge).Stride)
                         where passed is not null
                         select new Term(passed.Value, Mixture.EdgeEntryOf(space, kind, edge));
            ImmutableArray<Term> terms = [.. bypass];
            states.Add(partial.TraceJoin(tracer, mixed, terms.IsEmpty ? null : tracer.Add(new SumNode(terms))));
        }
    }
}
