namespace AerNas.Options;

/// <summary>What evaluates the cells of a supernet.</summary>
public enum SupernetEngine
{
    /// <summary>The fastest that can take the shape.</summary>
    Auto,

    /// <summary>TorchSharp operators under its autograd: any device.</summary>
    Torch,
}
