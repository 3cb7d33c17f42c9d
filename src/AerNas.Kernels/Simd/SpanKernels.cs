// Kernels take pointers, since the engine's maps lie outside the managed heap. Tests and benchmarks call them here, on arrays and without
// unsafe code of their own. Lengths are the caller's matter, as they are with pointers.

namespace AerNas.Kernels.Simd;

/// <summary>Every kernel of a set over managed memory.</summary>
internal sealed unsafe class SpanKernels(KernelSet kernels)
{
    public int Lanes => kernels.Lanes;

    /// <inheritdoc cref="KernelSet.Dense"/>
    public void Dense(SpanGrid input, ReadOnlySpan<Tap> taps, ReadOnlySpan<float> weights, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, w = weights, y = output.Values)
        {
            fixed (Tap* t = taps)
                kernels.Dense(input.At(x), new TapList(t, taps.Length), new OutputBlocks(w, 0, 0, 1), new Target(output.At(y)), size);
        }
    }

    /// <summary>As <see cref="Dense"/>, added to what is there.</summary>
    public void AddDense(SpanGrid input, ReadOnlySpan<Tap> taps, ReadOnlySpan<float> weights, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, w = weights, y = output.Values)
        {
            fixed (Tap* t = taps) kernels.Dense(input.At(x), new TapList(t, taps.Length), new OutputBlocks(w, 0, 0, 1),
                new Target(output.At(y), accumulate: true), size);
        }
    }

    /// <summary>Several blocks of output channels, whose weights lie one behind the other, and so do their pixels.</summary>
    public void DenseBlocks(SpanGrid input, ReadOnlySpan<Tap> taps, SpanBlocks blocks, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, w = blocks.Weights, y = output.Values)
        {
            fixed (Tap* t = taps) kernels.Dense(input.At(x), new TapList(t, taps.Length), blocks.At(w, output.Values.Length),
                new Target(output.At(y), blocks.Accumulate), size);
        }
    }

    /// <summary>The gradient in the weights of several blocks of output channels.</summary>
    public void DenseWeightsOfBlocks(SpanGrid input, ReadOnlySpan<Tap> taps, SpanGrid gradient, Extent size, SpanBlocks sums)
    {
        fixed (float* x = input.Values, g = gradient.Values, dw = sums.Weights)
        {
            fixed (Tap* t = taps) kernels.DenseWeights(
                input.At(x), new TapList(t, taps.Length), gradient.At(g), size, sums.At(dw, gradient.Values.Length));
        }
    }

    /// <inheritdoc cref="KernelSet.Depthwise"/>
    public void Depthwise(SpanGrid input, ReadOnlySpan<Tap> taps, ReadOnlySpan<float> weights, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, w = weights, y = output.Values)
        {
            fixed (Tap* t = taps) kernels.Depthwise(input.At(x), InRows(t, taps), w, new Target(output.At(y)), size);
        }
    }

    /// <summary>As <see cref="Depthwise"/>, added to what is there.</summary>
    public void AddDepthwise(SpanGrid input, ReadOnlySpan<Tap> taps, ReadOnlySpan<float> weights, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, w = weights, y = output.Values)
        {
            fixed (Tap* t = taps) kernels.Depthwise(input.At(x), InRows(t, taps), w, new Target(output.At(y), accumulate: true), size);
        }
    }

    /// <inheritdoc cref="KernelSet.DenseWeights"/>
    public void DenseWeights(SpanGrid input, ReadOnlySpan<Tap> taps, SpanGrid gradient, Extent size, Span<float> weightGradient)
    {
        fixed (float* x = input.Values, g = gradient.Values, dw = weightGradient)
        {
            fixed (Tap* t = taps)
                kernels.DenseWeights(input.At(x), new TapList(t, taps.Length), gradient.At(g), size, new OutputBlocks(dw, 0, 0, 1));
        }
    }

    /// <inheritdoc cref="KernelSet.DepthwiseWeights"/>
    public void DepthwiseWeights(SpanGrid input, ReadOnlySpan<Tap> taps, SpanGrid gradient, Extent size, Span<float> weightGradient)
    {
        fixed (float* x = input.Values, g = gradient.Values, dw = weightGradient)
        {
            fixed (Tap* t = taps) kernels.DepthwiseWeights(input.At(x), InRows(t, taps), gradient.At(g), size, dw);
        }
    }

    /// <summary>A linear combination of maps that lie one after the other in one array, with scales that do likewise.</summary>
    /// <param name="maps">// [terms, pixels, lanes]</param>
    /// <param name="scales">// [terms, lanes]</param>
    /// <param name="shift">// [lanes]</param>
    /// <param name="y">// [pixels, lanes]</param>
    /// <param name="pixels">How many pixels.</param>
    public void Combine(ReadOnlySpan<float> maps, ReadOnlySpan<float> scales, ReadOnlySpan<float> shift, Span<float> y, int pixels)
    {
        var terms = new ScaledMap[scales.Length / Lanes];
        fixed (float* from = maps, scale = scales, s = shift, to = y)
        {
            for (var i = 0; i < terms.Length; i++) terms[i] = new ScaledMap(from + i * pixels * Lanes, scale + i * Lanes);
            kernels.Combine(terms, s, default, to, pixels);
        }
    }

    /// <inheritdoc cref="KernelSet.Moments"/>
    public void Moments(ReadOnlySpan<float> x, int pixels, ReadOnlySpan<float> pivot, Span<float> sums, Span<float> squares)
    {
        fixed (float* from = x, p = pivot, s = sums, q = squares) kernels.Moments(from, pixels, new MomentSums(p, s, q));
    }

    /// <inheritdoc cref="KernelSet.Total"/>
    public void Total(ReadOnlySpan<float> x, int pixels, Span<float> sums)
    {
        fixed (float* from = x, s = sums) kernels.Total(from, pixels, s);
    }

    /// <inheritdoc cref="KernelSet.Products"/>
    public void Products(ReadOnlySpan<float> u, ReadOnlySpan<float> x, SpanAffine affine, int pixels, Span<float> sums)
    {
        fixed (float* a = u, b = x, s = sums, scale = affine.Scale, shift = affine.Shift)
            kernels.Products(a, b, new ChannelAffine(scale, shift), pixels, s);
    }

    /// <summary>Sums of products with two maps that lie one after the other in one array.</summary>
    /// <param name="u">// [pixels, lanes]</param>
    /// <param name="maps">// [2, pixels, lanes]</param>
    /// <param name="affine">What is applied to both maps.</param>
    /// <param name="pixels">How many pixels.</param>
    /// <param name="sums">// [2, lanes]</param>
    public void TwoProducts(ReadOnlySpan<float> u, ReadOnlySpan<float> maps, SpanAffine affine, int pixels, Span<float> sums)
    {
        fixed (float* a = u, b = maps, s = sums, scale = affine.Scale, shift = affine.Shift)
        {
            var both = new ChannelAffine(scale, shift);
            kernels.TwoProducts(a, new ProductMap(b, both, s), new ProductMap(b + pixels * Lanes, both, s + Lanes), pixels);
        }
    }

    /// <inheritdoc cref="KernelSet.Normalize"/>
    public void Normalize(SpanGrid input, SpanAffine affine, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, y = output.Values, scale = affine.Scale, shift = affine.Shift)
            kernels.Normalize(input.At(x), new ChannelAffine(scale, shift), output.At(y), size);
    }

    /// <inheritdoc cref="KernelSet.Rectify"/>
    public void Rectify(SpanGrid input, SpanAffine affine, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, y = output.Values, scale = affine.Scale, shift = affine.Shift)
            kernels.Rectify(input.At(x), new ChannelAffine(scale, shift), output.At(y), size);
    }

    /// <inheritdoc cref="KernelSet.Mask"/>
    public void Mask(ReadOnlySpan<float> rectified, ReadOnlySpan<float> x, SpanAffine affine, Span<float> y, int pixels)
    {
        fixed (float* r = rectified, from = x, to = y, scale = affine.Scale, shift = affine.Shift)
            kernels.Mask(r, from, new ChannelAffine(scale, shift), to, pixels);
    }

    /// <inheritdoc cref="KernelSet.MaskAdd"/>
    public void MaskAdd(ReadOnlySpan<float> rectified, ReadOnlySpan<float> x, SpanAffine affine, Span<float> y, int pixels)
    {
        fixed (float* r = rectified, from = x, to = y, scale = affine.Scale, shift = affine.Shift)
            kernels.MaskAdd(r, from, new ChannelAffine(scale, shift), to, pixels);
    }

    /// <inheritdoc cref="KernelSet.Scale"/>
    public void Scale(ReadOnlySpan<float> x, ReadOnlySpan<float> factors, Span<float> y, int pixels)
    {
        fixed (float* from = x, f = factors, to = y) kernels.Scale(from, f, to, pixels);
    }

    /// <inheritdoc cref="KernelSet.Maximum"/>
    public void Maximum(SpanGrid input, ReadOnlySpan<Tap> taps, SpanGrid output, Extent size)
    {
        fixed (float* x = input.Values, y = output.Values)
        {
            fixed (Tap* t = taps) kernels.Maximum(input.At(x), new TapList(t, taps.Length), output.At(y), size);
        }
    }

    /// <inheritdoc cref="KernelSet.MaximumBackward"/>
    public void MaximumBackward(SpanPool pool, ReadOnlySpan<Tap> taps, SpanGrid gradient, Extent size)
    {
        fixed (float* x = pool.Input.Values, y = pool.Output.Values, dx = pool.InputGradient.Values, g = gradient.Values)
        {
            var grids = new PooledGrids(pool.Input.At(x), pool.Output.At(y), pool.InputGradient.At(dx));
            fixed (Tap* t = taps) kernels.MaximumBackward(grids, new TapList(t, taps.Length), gradient.At(g), size);
        }
    }

    private static TapList InRows(Tap* first, ReadOnlySpan<Tap> taps) => new(first, taps.Length, TapRows.Of(taps.ToArray()));
}
