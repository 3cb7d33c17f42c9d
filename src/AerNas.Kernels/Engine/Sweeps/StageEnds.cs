namespace AerNas.Kernels.Engine;

/// <summary>What the steps of a stage do after it, side by side.</summary>
internal sealed class StageEnds(Pass pass) : IParallelWork
{
    private Stage _stage = null!;
    private StageScratch _scratch;

    /// <summary>Sets the stage that has ended.</summary>
    public void Prepare(Stage stage, StageScratch scratch) => (_stage, _scratch) = (stage, scratch);

    /// <summary>Does it all on this thread: for stages whose ends cost less than waking the others.</summary>
    public void DoAll()
    {
        for (var item = 0; item < _stage.Steps.Length; item++) Do(item, worker: 0);
    }

    public void Do(int item, int worker)
    {
        if (_stage.Steps[item].IsActive) _stage.Steps[item].Finish(pass, _scratch);
    }
}
