namespace AerNas.Relaxations;

/// <summary>Drops the output of an operation, image by image, and scales up what is kept (Larsson, Maire, Shakhnarovich: ICLR 2017;
/// official <c>drop_path</c>). Each call draws its own mask.</summary>
public sealed class DropPath
{
    private readonly Generator _generator;

    /// <summary>Makes a drop path.</summary>
    /// <param name="probability">Of an image's output being dropped, at least 0 and below 1.</param>
    /// <param name="generator">The stream that masks are drawn from (on the CPU); stays its owner's.</param>
    public DropPath(double probability, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        Probability = probability;
        _generator = generator;
    }

    /// <summary>The probability of being dropped.</summary>
    public double Probability { get; }

    /// <summary>Which images each path keeps, drawn path after path.</summary>
    internal PathDrops Drops => new(Probability, (_, images) =>
    {
        using var scope = NewDisposeScope();
        return [.. rand([images, 1, 1, 1], dtype: ScalarType.Float64, generator: _generator).IsBelow(1 - Probability).data<bool>()];
    });

    /// <summary>x / keep * mask, for a given mask.</summary>
    /// <param name="x">An operation's output. // [N, C, H, W]</param>
    /// <param name="mask">1 keeps an image, 0 drops it. // [N, 1, 1, 1]</param>
    /// <param name="probability">Of being dropped; 0 leaves everything as it is.</param>
    /// <returns>Owned by the caller's scope. // [N, C, H, W]</returns>
    public static Tensor Apply(Tensor x, Tensor mask, double probability)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(mask);
        if (probability == 0) return x.alias();
        using var scaled = x.Over(1 - probability);
        return scaled * mask;
    }
}

/// <summary>Which images of which paths a pass keeps.</summary>
/// <param name="Probability">Of being dropped, above 0: by what it leaves, what is kept is divided.</param>
/// <param name="Keeps">By the place of a <see cref="Graphs.DropPathLayer"/> and the number of images; asked once a place, in order.</param>
internal sealed record PathDrops(double Probability, Func<int, int, bool[]> Keeps);
