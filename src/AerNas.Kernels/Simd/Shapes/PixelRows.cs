// What is done to pixels one by one, for one block of channels; lanes are channels.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class PixelRows<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int AheadPixels = 64;

    /// <summary>y = scale * x + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(in Grid input, in ChannelAffine affine, in Grid output, Extent size)
    {
        size = size.Joined(input, output);
        TVector scale = TLanes.Load(affine.Scale), shift = TLanes.Load(affine.Shift);
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), y = output.Row(row);
            for (var pixels = size.Columns; pixels > 0; pixels--, x += TLanes.Count, y += TLanes.Count)
                TLanes.Store(y, TLanes.MultiplyAdd(TLanes.Load(x), scale, shift));
        }
    }

    /// <summary>y = max(0, scale * x + shift).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify(in Grid input, in ChannelAffine affine, in Grid output, Extent size)
    {
        size = size.Joined(input, output);
        TVector scale = TLanes.Load(affine.Scale), shift = TLanes.Load(affine.Shift);
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), y = output.Row(row);
            for (var pixels = size.Columns; pixels > 0; pixels--, x += TLanes.Count, y += TLanes.Count)
            {
                TLanes.Prefetch(x + AheadPixels * TLanes.Count);
                TLanes.Store(y, TLanes.Max(TLanes.Zero, TLanes.MultiplyAdd(TLanes.Load(x), scale, shift)));
            }
        }
    }

    /// <summary>y = rectified where scale * x + shift is positive, else 0: the gradient through a ReLU. // y may be rectified</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mask(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels)
    {
        TVector scale = TLanes.Load(affine.Scale), shift = TLanes.Load(affine.Shift);
        for (; pixels > 0; pixels--, x += TLanes.Count, y += TLanes.Count, rectified += TLanes.Count)
            TLanes.Store(y, TLanes.WherePositive(TLanes.MultiplyAdd(TLanes.Load(x), scale, shift), TLanes.Load(rectified)));
    }

    /// <summary>As <see cref="Mask"/>, added to y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaskAdd(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels)
    {
        TVector scale = TLanes.Load(affine.Scale), shift = TLanes.Load(affine.Shift);
        for (; pixels > 0; pixels--, x += TLanes.Count, y += TLanes.Count, rectified += TLanes.Count)
        {
            var through = TLanes.WherePositive(TLanes.MultiplyAdd(TLanes.Load(x), scale, shift), TLanes.Load(rectified));
            TLanes.Store(y, TLanes.Add(TLanes.Load(y), through));
        }
    }

    /// <summary>y = x * factor, one factor a pixel. // y may be x</summary>
    public static void Scale(float* x, float* factors, float* y, int pixels)
    {
        for (; pixels > 0; pixels--, x += TLanes.Count, y += TLanes.Count, factors++)
            TLanes.Store(y, TLanes.Multiply(TLanes.Load(x), TLanes.Broadcast(*factors)));
    }
}
