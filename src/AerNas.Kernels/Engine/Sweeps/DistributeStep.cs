namespace AerNas.Kernels.Engine;

/// <summary>Backward: the gradient of a sum reaches some of its terms. The sums that their norms and weights need are taken, soon before
/// their maps are read again; maps with a gradient of their own have it added.</summary>
internal sealed class DistributeStep(SumOperation sum, SumTerm[] terms) : Step
{
    public override IEnumerable<FeatureMap> Gradients =>
        terms.Select(term => term.View.Map).Where(map => map.OwnsGradient).Append(sum.Output);

    public override bool IsActive => sum.Output.RequiresGradient;

    public override void Run(Pass pass, int image, Workspace workspace)
    {
        SumTerm? waiting = null;
        foreach (var term in terms)
        {
            if (!term.Active) continue;
            if (term.PassesOn) sum.AddGradient(term, image);
            if (!term.NeedsSums(pass)) continue;
            if (waiting is not null) sum.TakeSums(waiting, term, image);
            waiting = waiting is null ? term : null;
        }

        if (waiting is not null) sum.TakeSums(waiting, image);
    }

    public override void Finish(Pass pass, StageScratch scratch)
    {
        foreach (var term in terms)
            if (term.Active && term.NeedsSums(pass)) term.Centered.Complete(scratch.Images);
    }

    public override void Claim()
    {
        foreach (var term in terms)
            if (term.PassesOn) term.View.Map.Gradient!.Claim(term);
    }
}
