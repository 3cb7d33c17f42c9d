namespace AerNas.Kernels.Engine;

/// <summary>The images of a stage, in groups: what threads take.</summary>
internal sealed unsafe class StageImages(Pass pass) : IParallelWork
{
    private Stage _stage = null!;
    private bool _backward;
    private SupernetPlan _plan = null!;
    private StageScratch _scratch;

    /// <summary>Sets what runs next.</summary>
    public StageImages Prepare(SupernetPlan plan, Stage stage, bool backward, StageScratch scratch)
    {
        (_plan, _stage, _backward, _scratch) = (plan, stage, backward, scratch);
        return this;
    }

    /// <inheritdoc/>
    public void Do(int item, int worker)
    {
        var workspace = _plan.Workspaces[worker];
        var (first, end) = (First(item), First(item + 1));
        if (_backward && pass.WantsWeights)
        {
            workspace.Partials = _scratch.Group(item);
            new Span<float>(workspace.Partials, (int)_stage.GroupFloats).Clear();
        }

        for (var image = first; image < end; image++)
        {
            workspace.Begin(image);
            foreach (var step in _stage.Steps)
            {
                var operation = step.Operation;
                if (!_backward)
                {
                    if (operation.Active) operation.Forward(pass, image, workspace);
                    continue;
                }

                if (!operation.Output.RequiresGradient) continue;
                if (step.Closes) operation.CloseGradient(pass, image);
                if (step.Runs) operation.Backward(pass, image, workspace);
            }
        }
    }

    private int First(int group) => (int)((long)group * _plan.Shape.Images / _plan.Groups);
}
