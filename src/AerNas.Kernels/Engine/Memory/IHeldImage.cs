namespace AerNas.Kernels.Engine;

/// <summary>What a slot may hold an image of, for all operations that read the same.</summary>
internal interface IHeldImage
{
    /// <summary>Where it lies in a workspace.</summary>
    int Slot { get; }
}
