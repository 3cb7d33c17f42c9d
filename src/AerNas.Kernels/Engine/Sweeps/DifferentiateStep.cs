namespace AerNas.Kernels.Engine;

/// <summary>Backward: an operation passes the gradient of its map on to what it reads and to its weights.</summary>
internal sealed class DifferentiateStep(WindowedOperation operation) : Step
{
    public override IEnumerable<FeatureMap> Gradients
    {
        get
        {
            var map = operation.Output;
            var own = map.OwnsGradient ? [map] : map.Terms.Select(term => term.Sum.Output);
            return own.Concat(operation.Inputs.Select(view => view.Map));
        }
    }

    public override IEnumerable<FeatureMap> Maps => operation.Inputs.Select(view => view.Map).Append(operation.Output);

    public override Operation Learning => operation;

    public override bool IsActive => operation.Output.RequiresGradient;

    public override void Prepare(Pass pass) => operation.PrepareBackward(pass);

    public override void Foretell(Pass pass, StageMemory memory) => operation.ForetellBackward(pass, memory);

    public override void Run(Pass pass, int image, Workspace workspace) => operation.Backward(pass, image, workspace);

    public override void Finish(Pass pass, StageScratch scratch) => operation.FinishBackward(pass, scratch);

    public override void Claim() => operation.ClaimBuffers();
}
