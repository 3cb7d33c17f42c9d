namespace AerNas.Data.Batches;

/// <summary>Images and labels of one step. The loader that yields a batch owns it: its tensors belong to no dispose scope and live until
/// the next batch is asked for or the enumeration ends.</summary>
/// <param name="images">Normalized images. // [N, C, H, W]</param>
/// <param name="labels">The class of each image, int64. // [N]</param>
internal sealed class Batch(Tensor images, Tensor labels) : IDisposable
{
    /// <summary>Normalized images. // [N, C, H, W]</summary>
    public Tensor Images { get; } = images;

    /// <summary>The class of each image, int64. // [N]</summary>
    public Tensor Labels { get; } = labels;

    /// <summary>How many images the batch has; the last of an epoch may have fewer than the others.</summary>
    public int Count => (int)Labels.shape[0];

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
