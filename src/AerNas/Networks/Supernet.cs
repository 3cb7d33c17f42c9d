using AerNas.Relaxations;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The weight-sharing network: every operation on every edge. Its parameters are the network weights w, never alphas.</summary>
public abstract class Supernet : nn.Module
{
    private const int SizeDivisor = 4; // two reductions, each of which halves exactly

    private readonly SupernetOptions _options;

    private protected Supernet(SearchSpace space, SupernetOptions options)
        : base(nameof(Supernet))
    {
        Space = space;
        _options = options;
    }

    /// <summary>The space it holds.</summary>
    public SearchSpace Space { get; }

    /// <summary>Builds the supernet of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">Its size.</param>
    /// <param name="generator">The stream its weights are drawn from (on the CPU).</param>
    public static Supernet Build(SearchSpace space, SupernetOptions options, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.Name == SearchSpace.NasBench201.Name
            ? new NasBench201Supernet(space, options, generator)
            : new DartsSupernet(space, options, generator);
    }

    /// <summary>Tells why images of a size cannot be searched on; null when they can.</summary>
    /// <param name="size">Height and width in pixels.</param>
    public static string? WhySizeDoesNotFit(int size) => size % SizeDivisor == 0 && size > 0
        ? null
        : $"images of {size}x{size} cannot be halved twice; choose a multiple of {SizeDivisor}, e.g. {(size + SizeDivisor - 1) / SizeDivisor * SizeDivisor}.";

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    public Tensor Forward(Tensor images, Mixture mixture)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(mixture);
        if (images.dim() != 4 || images.shape[1] != _options.ImageChannels || images.shape[2] != images.shape[3])
            throw new ArgumentException($"Expected square images [N, {_options.ImageChannels}, H, H], got [{string.Join(", ", images.shape)}].", nameof(images));
        if (WhySizeDoesNotFit((int)images.shape[2]) is { } problem) throw new ArgumentException(problem, nameof(images));
        if (mixture.Space.Identity != Space.Identity)
            throw new ArgumentException($"The supernet is of {Space}, the mixture of {mixture.Space}.", nameof(mixture));
        using var scope = NewDisposeScope();
        return Classify(InLayout(images), mixture).MoveToOuterDisposeScope();
    }

    private protected abstract Tensor Classify(Tensor images, Mixture mixture);

    /// <summary>Draws the weights and moves the network to its device and type.</summary>
    private protected void Complete(Generator generator)
    {
        WeightInitialization.Draw(this, generator);
        this.to(_options.Device, _options.DataType);
    }

    private Tensor InLayout(Tensor images) => _options.Layout == MemoryLayout.ChannelsLast
        ? images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) // libtorch's kernels follow the strides
        : images.contiguous();
}
