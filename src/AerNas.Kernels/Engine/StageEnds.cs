namespace AerNas.Kernels.Engine;

/// <summary>What operations do between stages, side by side.</summary>
internal sealed class StageEnds(Pass pass) : IParallelWork
{
    private Stage _stage = null!;
    private bool _backward;
    private StageScratch _scratch;

    /// <summary>Sets the stage that has ended.</summary>
    public StageEnds Prepare(Stage stage, bool backward, StageScratch scratch = default)
    {
        (_stage, _backward, _scratch) = (stage, backward, scratch);
        return this;
    }

    /// <inheritdoc/>
    public void Do(int item, int worker)
    {
        var step = _stage.Steps[item];
        var operation = step.Operation;
        if (!_backward)
        {
            if (operation.Active) operation.FinishForward(pass);
            return;
        }

        if (!operation.Output.RequiresGradient) return;
        if (step.Closes) operation.FinishGradient(_scratch.Images);
        if (step.Runs) operation.FinishBackward(pass, _scratch);
    }
}
