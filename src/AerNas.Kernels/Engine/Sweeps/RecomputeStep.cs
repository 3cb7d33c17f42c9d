namespace AerNas.Kernels.Engine;

/// <summary>Backward: an operation computes its map once more, before the first step that reads it. Its statistics are known.</summary>
internal sealed class RecomputeStep(Operation operation) : Step
{
    public override IEnumerable<FeatureMap> Maps => operation.Inputs.Select(view => view.Map).Append(operation.Output);

    public override bool IsActive => operation.Active;

    public override void Foretell(Pass pass, StageMemory memory) => operation.Foretell(memory);

    public override void Run(Pass pass, int image, Workspace workspace) => operation.Forward(pass, image, workspace);
}
