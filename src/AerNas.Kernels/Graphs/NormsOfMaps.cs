namespace AerNas.Kernels.Graphs;

/// <summary>The rule that a map is read through one batch norm at most, unless only sums read it.</summary>
internal static class NormsOfMaps
{
    /// <summary>Checks a graph.</summary>
    /// <exception cref="UnsupportedLayerException">A map is read in two ways.</exception>
    public static void Check(KernelGraph graph)
    {
        var (views, others) = (new Dictionary<KernelMap, HashSet<View>>(), new HashSet<KernelMap>());
        foreach (var node in graph.Nodes)
        {
            foreach (var view in SourcesOf(node))
            {
                if (!views.TryGetValue(view.Map, out var known)) views[view.Map] = known = [];
                known.Add(view);
                if (node is not SumNode) others.Add(view.Map);
            }
        }

        if (views.Any(map => map.Value.Count > 1 && others.Contains(map.Key)))
            throw new UnsupportedLayerException("it reads no map both as it is and through a batch norm, or through two");
    }

    private static IEnumerable<View> SourcesOf(GraphNode node) => node switch
    {
        ConvolutionNode convolution => convolution.Sources,
        ChannelsNode channels => channels.Sources,
        GlobalAverageNode average => average.Sources,
        PoolNode pool => [pool.Source],
        DisturbNode disturbed => [disturbed.Source],
        SumNode sum => sum.Terms.Select(term => term.View),
        _ => [],
    };
}
