namespace AerNas.Kernels.Engine;

/// <summary>A part of a stage: what is done for each image, and what is done for the batch before and after.</summary>
internal abstract class Step
{
    /// <summary>Maps whose gradients it reads or writes.</summary>
    public virtual IEnumerable<FeatureMap> Gradients => [];

    /// <summary>Maps whose values it may read or write.</summary>
    public virtual IEnumerable<FeatureMap> Maps => [];

    /// <summary>The operation whose weight gradients it adds to; null: none.</summary>
    public virtual Operation? Learning => null;

    /// <summary>Sums that gather in its stage and are complete at its end.</summary>
    public virtual IEnumerable<IStageSums> Sums => [];

    /// <summary>Whether the current pass needs it.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Marks the gradients that it is the first of a pass to write to; called in the order of the stages.</summary>
    public virtual void Claim()
    {
    }

    /// <summary>Before the stage.</summary>
    public virtual void Prepare(Pass pass)
    {
    }

    /// <summary>Tells what it reads and writes of an image, once it is prepared; what it leaves out is slower, not wrong.</summary>
    public virtual void Foretell(Pass pass, StageMemory memory)
    {
    }

    public abstract void Run(Pass pass, int image, Workspace workspace);

    /// <summary>After the stage, side by side with other steps.</summary>
    public virtual void Finish(Pass pass, StageScratch scratch)
    {
    }
}
