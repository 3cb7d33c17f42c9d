namespace AerNas.Benchmarks.Kernels;

/// <summary>How large the feature maps of a kernel's benchmark are.</summary>
public enum MapSize
{
    /// <summary>4 images of 16 channels, 8x8: 64 KB, the size of a fast test.</summary>
    Small,

    /// <summary>16 images of 16 channels, 32x32: 1 MB, the first cells of a DARTS supernet at batch 16.</summary>
    Medium,

    /// <summary>16 images of 64 channels, 32x32: 4 MB, wider than any cell of the published supernets.</summary>
    Large,
}
