namespace AerNas.Kernels.Engine;

/// <summary>Sums of single images that gather in one stage and are added up at its end: other stages' have the same memory.</summary>
internal unsafe interface IStageSums
{
    /// <summary>How many floats they take.</summary>
    long Floats { get; }

    /// <summary>Gives them their memory.</summary>
    void Place(float* start);
}
