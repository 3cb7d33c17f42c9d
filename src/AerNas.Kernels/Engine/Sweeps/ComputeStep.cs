namespace AerNas.Kernels.Engine;

/// <summary>Forward: an operation computes its map; then the views of the map are normalized.</summary>
internal sealed class ComputeStep(Operation operation) : Step
{
    public override IEnumerable<FeatureMap> Maps => operation.Inputs.Select(view => view.Map).Append(operation.Output);

    public override IEnumerable<IStageSums> Sums => operation.Output.Moments is { } moments ? [moments] : [];

    public override bool IsActive => operation.Active;

    public override void Prepare(Pass pass) => operation.PrepareForward(pass);

    public override void Foretell(Pass pass, StageMemory memory) => operation.Foretell(memory);

    public override void Run(Pass pass, int image, Workspace workspace) => operation.Forward(pass, image, workspace);

    public override void Finish(Pass pass, StageScratch scratch) => operation.Output.Moments?.Complete(pass);
}
