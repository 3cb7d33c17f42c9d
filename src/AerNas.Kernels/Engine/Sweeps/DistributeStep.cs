namespace AerNas.Kernels.Engine;

/// <summary>Backward: the gradient of a sum reaches some of its terms. The sums that their norms and weights need are taken, soon before
/// their maps are read again; maps with a gradient of their own have it added.</summary>
internal sealed unsafe class DistributeStep(SumOperation sum, SumTerm[] terms) : Step
{
    public override IEnumerable<FeatureMap> Gradients =>
        terms.Select(term => term.View.Map).Where(map => map.OwnsGradient).Append(sum.Output);

    public override IEnumerable<FeatureMap> Maps => terms.Select(term => term.View.Map);

    public override IEnumerable<IStageSums> Sums => terms.Select(term => term.Centered);

    public override bool IsActive => sum.Output.RequiresGradient;

    public override void Foretell(Pass pass, StageMemory memory)
    {
        memory.Add(sum.Output.FinalGradient.Data, sum.Output.ImageStep);
        foreach (var term in terms)
        {
            if (term.PassesOn) memory.Add(term.View.Map.Gradient!.Data, term.View.Map.ImageStep);
            if (term.Active && term.NeedsSums(pass)) memory.Add(term.View.Map);
        }
    }

    public override void Run(Pass pass, int image, Workspace workspace)
    {
        SumTerm? waiting = null;
        foreach (var term in terms)
        {
            if (!term.Active) continue;
            var scale = term.ScaleOf(pass, image);
            if (term.PassesOn) sum.AddGradient(term, image, scale);
            if (!term.NeedsSums(pass)) continue;
            if (scale == 0)
            {
                term.Centered.Open(image); // no gradient reaches it
                continue;
            }

            if (waiting is not null) sum.TakeSums(waiting, term, image);
            waiting = waiting is null ? term : null;
        }

        if (waiting is not null) sum.TakeSums(waiting, image);
        foreach (var term in terms)
        {
            if (term is { Active: true, IsScaled: true } && term.NeedsSums(pass)) term.Centered.Scale(image, term.ScaleOf(pass, image));
        }
    }

    public override void Finish(Pass pass, StageScratch scratch)
    {
        foreach (var term in terms)
            if (term.Active && term.NeedsSums(pass)) term.Complete(pass, scratch.Images);
    }

    public override void Claim()
    {
        foreach (var term in terms)
            if (term.PassesOn) term.View.Map.Gradient!.Claim(term);
    }
}
