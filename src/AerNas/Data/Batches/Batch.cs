using static TorchSharp.torch;

namespace AerNas.Data.Batches;

/// <summary>
/// Images and labels of one step. The loader that yields a batch owns it: its tensors belong to no dispose scope and live until the
/// next batch is asked for or the enumeration ends.
/// </summary>
internal sealed class Batch : IDisposable
{
    /// <summary>A batch of tensors that it owns from then on.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="labels">The class of each image, int64. // [N]</param>
    public Batch(Tensor images, Tensor labels)
    {
        Images = images;
        Labels = labels;
    }

    /// <summary>Normalized images. // [N, C, H, W]</summary>
    public Tensor Images { get; }

    /// <summary>The class of each image, int64. // [N]</summary>
    public Tensor Labels { get; }

    /// <summary>How many images the batch has; the last of an epoch may have fewer than the others.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>Frees both tensors. The loader does this.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
