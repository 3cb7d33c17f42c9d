namespace AerNas.Kernels.Engine;

/// <summary>The images of a stage, in groups: what threads take.</summary>
internal sealed unsafe class StageImages(Workspace[] workspaces, Pass pass) : IParallelWork
{
    private Stage _stage = null!;
    private bool _backward;
    private int _images;
    private int _groups;
    private StageScratch _scratch;

    /// <summary>Sets what runs next.</summary>
    public StageImages Prepare(Stage stage, bool backward, (int Images, int Groups) split, StageScratch scratch = default)
    {
        (_stage, _backward, _scratch, (_images, _groups)) = (stage, backward, scratch, split);
        return this;
    }

    /// <inheritdoc/>
    public void Do(int item, int worker)
    {
        var workspace = workspaces[worker];
        workspace.Forget();
        var (first, end) = ((int)((long)item * _images / _groups), (int)((long)(item + 1) * _images / _groups));
        if (_backward && pass.WantsWeights)
        {
            workspace.Partials = _scratch.Group(item);
            new Span<float>(workspace.Partials, (int)_stage.GroupFloats).Clear();
        }

        for (var image = first; image < end; image++)
        {
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
}
