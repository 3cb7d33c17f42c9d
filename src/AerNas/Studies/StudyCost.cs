using AerNas.Costs;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>The arithmetic of a study's searches and trainings: images seen times multiply-adds of the network, up to a factor that all of
/// them share. Nothing is timed, so it weighs them against each other and tells no time.</summary>
internal static class StudyCost
{
    private const int Classes = 10, ImageSize = 32; // where the study leaves it to the images

    /// <summary>Of a search: a step of <c>darts-v1</c> passes as many images through all operations of the supernet, for w and for alpha,
    /// as both halves have.</summary>
    public static double Of(SearchOptions options, int images)
    {
        var space = options.Space;
        var skeleton = new Skeleton
        {
            Form = space.Skeletons[0],
            Channels = options.Supernet.Channels,
            Layers = options.Supernet.Layers,
            Cells = options.Supernet.Cells,
            Classes = Classes,
            ImageSize = options.Supernet.SizeOf(options.Data.ImageSize ?? ImageSize),
        };
        var method = MethodCatalog.Of(options);
        var around = MultiplyAdds(space, CandidateOperation.None, skeleton, everyEdge: true); // all that is not in the edges
        var supernet = around + space.Operations.Sum(operation => MultiplyAdds(space, operation, skeleton, everyEdge: true) - around);
        return (double)(options.Data.Images ?? images) * new StagePlan(options).Epochs * method.About.StepCost(space) * supernet;
    }

    /// <summary>Of the training of an architecture, without auxiliary head.</summary>
    public static double Of(TrainingOptions options)
    {
        var genotype = GenotypeNotation.Parse(options.Genotype);
        return Shown(options) * GenotypeCost.Of(genotype, SkeletonOf(options, genotype)).MultiplyAdds;
    }

    /// <summary>Of a training: of an architecture that is the mean of all, without auxiliary head.</summary>
    public static double Of(TrainingOptions options, SearchSpace space)
    {
        var skeleton = SkeletonOf(options, GenotypeNotation.Parse(options.Genotype));
        var network = space.Operations.Where(operation => operation != CandidateOperation.None)
            .Average(operation => MultiplyAdds(space, operation, skeleton, everyEdge: false));
        return Shown(options) * network;
    }

    /// <summary>Images that all epochs show.</summary>
    private static double Shown(TrainingOptions options) => (double)(options.Data.Images ?? 1) * options.Training.Epochs;

    private static Skeleton SkeletonOf(TrainingOptions options, Genotype genotype) =>
        options.Network.SkeletonOf(genotype.Space, Classes, options.Data.ImageSize ?? ImageSize) with
        {
            AuxiliaryHead = AuxiliaryHead.None,
        };

    /// <summary>Of the architecture that has one operation on all edges, or on as many as a derived cell keeps.</summary>
    private static double MultiplyAdds(SearchSpace space, CandidateOperation operation, Skeleton skeleton, bool everyEdge)
    {
        var edges = space.ComputedNodes.SelectMany(node => space.EdgesInto(node).Take(everyEdge ? int.MaxValue : space.KeptEdgesOf(node)))
            .Select(edge => new GenotypeEdge(edge, operation));
        var cell = new CellGenotype(space.InputNodes, edges, space.OutputNodes);
        return GenotypeCost.Of(new Genotype(space, space.CellKinds.Select(_ => cell)), skeleton).MultiplyAdds;
    }
}
