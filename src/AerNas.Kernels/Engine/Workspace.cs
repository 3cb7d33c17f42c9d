using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>The scratch memory of one thread: small enough to stay in its cache.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    private readonly NativeBuffer _padded = new();
    private readonly NativeBuffer _rows = new();
    private readonly NativeBuffer _inner = new();
    private readonly NativeBuffer _gradient = new();
    private PaddedInput? _paddedInput;
    private int _paddedImage = -1;

    /// <summary>Rows of what a depthwise convolution computed, for the pointwise one behind it.</summary>
    public float* Inner => _inner.Start;

    /// <summary>Rows of the gradient of an operation's map.</summary>
    public float* Rows => _rows.Start;

    /// <summary>A padded gradient of a whole image.</summary>
    public float* PaddedGradient => _gradient.Start;

    /// <summary>Where the weight gradients of the images that this thread works on gather.</summary>
    public float* Partials { get; set; }

    /// <summary>Makes room for the largest operation of a plan.</summary>
    public void Reserve(ScratchNeeds needs)
    {
        _padded.Reserve(needs.Padded);
        _rows.Reserve(needs.Rows);
        _inner.Reserve(needs.Inner);
        _gradient.Reserve(needs.PaddedGradient);
        Forget();
    }

    /// <summary>Forgets what was padded, since maps change.</summary>
    public void Forget() => (_paddedInput, _paddedImage) = (null, -1);

    /// <summary>The padded input of an image; copied once for operations that read the same one after the other.</summary>
    public float* Load(PaddedInput input, int image, KernelSet kernels)
    {
        if (_paddedImage == image && _paddedInput is not null && input.IsSame(_paddedInput)) return _padded.Start;
        input.Copy(image, _padded.Start, kernels);
        (_paddedInput, _paddedImage) = (input, image);
        return _padded.Start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _padded.Dispose();
        _rows.Dispose();
        _inner.Dispose();
        _gradient.Dispose();
    }
}
