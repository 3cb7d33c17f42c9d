using AerNas.Genotypes;
using AerNas.Networks;

namespace AerNas.Costs;

/// <summary>What a genotype costs on a skeleton: exact numbers, counted on its graph.</summary>
public sealed record GenotypeCost
{
    private GenotypeCost(LayerCost network, LayerCost training, int classes) =>
        (Network, Training, Flops) = (network, training, network.MultiplyAdds + classes);

    /// <summary>The network without its auxiliary head: what runs at test time and what papers report.</summary>
    public LayerCost Network { get; }

    /// <summary>The network as it is trained.</summary>
    public LayerCost Training { get; }

    /// <summary>Trainable numbers without the auxiliary head.</summary>
    public long Parameters => Network.Parameters;

    /// <summary>Multiply-adds for one image without the auxiliary head.</summary>
    public long MultiplyAdds => Network.MultiplyAdds;

    /// <summary>What NAS-Bench-201 calls FLOPs: <see cref="MultiplyAdds"/> and one addition per class for the classifier's bias
    /// (AutoDL-Projects <c>flop_benchmark.py</c>).</summary>
    public long Flops { get; }

    /// <summary>Counts a genotype on a skeleton.</summary>
    /// <exception cref="ArgumentException">The genotype is of another family than the skeleton.</exception>
    /// <exception cref="InvalidOptionsException">The skeleton cannot be built, or what it costs cannot be counted.</exception>
    public static GenotypeCost Of(Genotype genotype, Skeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(skeleton);
        skeleton.Validate();
        try
        {
            var graph = DerivedGraph.Of(genotype, skeleton);
            var (network, training) =
                (GraphCost.Of(graph, skeleton.ImageSize, training: false), GraphCost.Of(graph, skeleton.ImageSize, training: true));
            return new GenotypeCost(network, training, skeleton.Classes);
        }
        catch (OverflowException)
        {
            throw new InvalidOptionsException("channels",
                $"the network has more multiply-adds than can be counted, {long.MaxValue:0.0e0}; make it narrower, shallower "
                + "or its images smaller.");
        }
    }
}
