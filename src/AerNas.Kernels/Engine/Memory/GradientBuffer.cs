namespace AerNas.Kernels.Engine;

/// <summary>Where the gradient of a feature map gathers. Its memory is shared with buffers that live at other times.</summary>
internal sealed unsafe class GradientBuffer(FeatureMap map)
{
    /// <summary>The gradient of the first image.</summary>
    public float* Data { get; set; }

    /// <summary>Who adds first in the current pass, and so overwrites what is left of other buffers; null: nobody adds.</summary>
    public object? FirstWriter { get; private set; }

    /// <summary>Stages between which its memory is its own.</summary>
    public Lifetime Life { get; private set; } = Lifetime.Never;

    public float* Image(int image) => Data + (long)image * map.ImageStep;

    /// <summary>The gradient of an image, to be added to.</summary>
    public float* Open(int image, object writer)
    {
        var start = Image(image);
        if (IsFirst(writer)) new Span<float>(start, map.ImageStep).Clear();
        return start;
    }

    /// <summary>Whether what is there is to be overwritten.</summary>
    public bool IsFirst(object writer) => ReferenceEquals(writer, FirstWriter);

    /// <summary>Makes a writer the first, unless there is one.</summary>
    public void Claim(object writer) => FirstWriter ??= writer;

    /// <summary>Begins a pass: nobody has written.</summary>
    public void Release() => FirstWriter = null;

    /// <summary>Makes the stage part of its life.</summary>
    public void Touch(int stage) => Life = Life.With(stage);
}
