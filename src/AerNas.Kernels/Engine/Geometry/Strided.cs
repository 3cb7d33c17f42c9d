using System.Numerics.Tensors;

namespace AerNas.Kernels.Engine;

/// <summary>Moves channels between layouts: elements that lie a number of floats apart.</summary>
internal static unsafe class Strided
{
    /// <summary>to = from.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="fromStep">Floats from an element to the next.</param>
    /// <param name="to">Where the first one goes.</param>
    /// <param name="toStep">Floats from an element to the next.</param>
    /// <param name="count">How many.</param>
    public static void Copy(float* from, int fromStep, float* to, int toStep, int count)
    {
        if (fromStep == 1 && toStep == 1) new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
        else for (; count > 0; count--, from += fromStep, to += toStep) *to = *from;
    }

    /// <summary>to += from.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Add(float* from, int fromStep, float* to, int toStep, int count)
    {
        if (fromStep == 1 && toStep == 1)
            TensorPrimitives.Add(new ReadOnlySpan<float>(from, count), new ReadOnlySpan<float>(to, count), new Span<float>(to, count));
        else for (; count > 0; count--, from += fromStep, to += toStep) *to += *from;
    }
}
