namespace AerNas.Kernels.Engine;

/// <summary>The images of a stage, in groups: what threads take.</summary>
internal sealed unsafe class StageImages(Pass pass) : IParallelWork
{
    private readonly StageMemory _memory = new();
    private SupernetPlan _plan = null!;
    private Stage _stage = null!;
    private StageScratch _scratch;

    /// <summary>Sets what runs next.</summary>
    public StageImages Prepare(SupernetPlan plan, Stage stage, StageScratch scratch)
    {
        (_plan, _stage, _scratch) = (plan, stage, scratch);
        _memory.Collect(stage, pass, scratch.Images);
        return this;
    }

    public void Do(int item, int worker)
    {
        var workspace = _plan.Workspaces[worker];
        var (first, end) = (First(item), First(item + 1));
        workspace.Begin(first, end);
        workspace.Ahead.Begin(_memory);
        if (pass.WantsWeights)
        {
            workspace.Partials = _scratch.Group(item);
            new Span<float>(workspace.Partials, checked((int)_stage.GroupFloats)).Clear();
        }

        for (var image = first; image < end; image++)
        {
            workspace.Ahead.Next(image);
            foreach (var step in _stage.Steps)
                if (step.IsActive) step.Run(pass, image, workspace);
        }
    }

    private int First(int group) => (int)((long)group * _scratch.Images / _scratch.Groups);
}
