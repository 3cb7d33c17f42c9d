namespace AerNas.Kernels.Engine;

/// <summary>Brings the weights of all operations into the order of the kernels, operations side by side.</summary>
internal sealed class WeightPacking(Pass pass) : IParallelWork
{
    private SupernetPlan _plan = null!;
    private bool _differentiable;

    /// <summary>Sets whose weights, and whether a backward pass will need them.</summary>
    public WeightPacking Prepare(SupernetPlan plan, bool differentiable)
    {
        (_plan, _differentiable) = (plan, differentiable);
        return this;
    }

    public void Do(int item, int worker)
    {
        if (_plan.Operations[item].Active) _plan.Operations[item].Pack(pass, _differentiable);
    }
}
