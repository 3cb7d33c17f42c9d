using AerNas.Options;

namespace AerNas.Genotypes.Costs;

/// <summary>What a genotype costs on a skeleton: exact numbers, found without building the network.</summary>
public sealed record GenotypeCost
{
    internal GenotypeCost(LayerCost network, LayerCost auxiliaryHead, int classes)
    {
        Network = network;
        AuxiliaryHead = auxiliaryHead;
        Flops = network.MultiplyAdds + classes;
    }

    /// <summary>The network without its auxiliary head: what runs at test time and what papers report.</summary>
    public LayerCost Network { get; }

    /// <summary>The auxiliary head; zero where the skeleton has none.</summary>
    public LayerCost AuxiliaryHead { get; }

    /// <summary>The network as it is trained.</summary>
    public LayerCost Training => Network + AuxiliaryHead;

    /// <summary>Trainable numbers without the auxiliary head.</summary>
    public long Parameters => Network.Parameters;

    /// <summary>Multiply-adds for one image without the auxiliary head.</summary>
    public long MultiplyAdds => Network.MultiplyAdds;

    /// <summary>
    /// What NAS-Bench-201 calls FLOPs: <see cref="MultiplyAdds"/> and one addition per class for the classifier's bias
    /// (AutoDL-Projects <c>flop_benchmark.py</c>).
    /// </summary>
    public long Flops { get; }

    /// <summary>Counts a genotype on a skeleton.</summary>
    /// <exception cref="ArgumentException">The genotype is of another family than the skeleton.</exception>
    /// <exception cref="InvalidOptionsException">The skeleton cannot be built, or what it costs cannot be counted.</exception>
    public static GenotypeCost Of(Genotype genotype, Skeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(skeleton);
        skeleton.Validate();
        if (genotype.Family != skeleton.Family)
        {
            throw new ArgumentException(
                $"The {skeleton.Form} skeleton stacks {skeleton.Family} genotypes; this one is of the {genotype.Family} family.", nameof(genotype));
        }

        try
        {
            return skeleton.Form == SkeletonForm.NasBench201
                ? NasBench201Cost.Of(genotype, skeleton)
                : new DartsCost(genotype, skeleton).Count();
        }
        catch (OverflowException)
        {
            throw new InvalidOptionsException("channels", $"the network has more multiply-adds than can be counted, {long.MaxValue:0.0e0}; make it narrower, shallower or its images smaller.");
        }
    }
}
