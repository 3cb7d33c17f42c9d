using System.Runtime.Intrinsics;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Simd;

/// <summary>
/// Every kernel in one vector width. A feature map of C channels lies as blocks of <see cref="Lanes"/> channels, each block all pixels in
/// a row: [C / lanes, H, W, lanes], the last block filled up with channels that stay zero.
/// </summary>
internal abstract unsafe class KernelSet
{
    private protected KernelSet(int lanes)
    {
        Lanes = lanes;
    }

    /// <summary>Channels in a vector.</summary>
    public int Lanes { get; }

    /// <summary>The widest set that wastes no lanes on the narrowest layer of a network, its classifiers not counted.</summary>
    public static KernelSet For(KernelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var outputs = graph.Outputs.Select(output => output.Index).ToHashSet();
        return For(graph.Nodes.Where((_, i) => !outputs.Contains(i)).OfType<ConvolutionNode>()
            .Select(convolution => convolution.Dense.Sum(dense => dense.Outputs)).DefaultIfEmpty(1).Min());
    }

    /// <summary>The widest set that the machine has and that wastes no lanes on so few channels.</summary>
    public static KernelSet For(int channels)
    {
        if (Vector512.IsHardwareAccelerated && channels > 8) return new VectorKernels<Vector512<float>, Lanes512>();
        if (Vector256.IsHardwareAccelerated && channels > 4) return new VectorKernels<Vector256<float>, Lanes256>();
        if (Vector128.IsHardwareAccelerated) return new VectorKernels<Vector128<float>, Lanes128>();
        return new VectorKernels<float, LanesScalar>();
    }

    /// <inheritdoc cref="DenseConvolution{TVector,TLanes}.Run"/>
    public abstract void Dense(in Grid input, in TapList taps, in OutputBlocks blocks, in Target target, Extent size);

    /// <inheritdoc cref="DepthwiseConvolution{TVector,TLanes}.Run"/>
    public abstract void Depthwise(in Grid input, in TapList taps, float* weights, in Target target, Extent size);

    /// <inheritdoc cref="DenseWeightGradient{TVector,TLanes}.Run"/>
    public abstract void DenseWeights(Grid input, TapList taps, Grid gradient, Extent size, OutputBlocks sums);

    /// <inheritdoc cref="DepthwiseWeightGradient{TVector,TLanes}.Run"/>
    public abstract void DepthwiseWeights(Grid input, TapList taps, Grid gradient, Extent size, float* weightGradient);

    /// <inheritdoc cref="LinearCombination{TVector,TLanes}.Run"/>
    public abstract void Combine(ReadOnlySpan<ScaledMap> terms, float* shift, BlockOffset at, float* y, int pixels);

    /// <inheritdoc cref="ChannelSums{TVector,TLanes}.Moments"/>
    public abstract void Moments(float* x, int pixels, in MomentSums moments);

    /// <inheritdoc cref="ChannelSums{TVector,TLanes}.Total"/>
    public abstract void Total(float* x, int pixels, float* sums);

    /// <inheritdoc cref="ChannelSums{TVector,TLanes}.Products"/>
    public abstract void Products(float* u, float* x, in ChannelAffine affine, int pixels, float* sums);

    /// <inheritdoc cref="ChannelSums{TVector,TLanes}.TwoProducts"/>
    public abstract void TwoProducts(float* u, in ProductMap a, in ProductMap b, int pixels);

    /// <inheritdoc cref="PixelRows{TVector,TLanes}.Normalize"/>
    public abstract void Normalize(in Grid input, in ChannelAffine affine, in Grid output, Extent size);

    /// <inheritdoc cref="PixelRows{TVector,TLanes}.Rectify"/>
    public abstract void Rectify(in Grid input, in ChannelAffine affine, in Grid output, Extent size);

    /// <inheritdoc cref="PixelRows{TVector,TLanes}.Mask"/>
    public abstract void Mask(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels);

    /// <inheritdoc cref="PixelRows{TVector,TLanes}.MaskAdd"/>
    public abstract void MaskAdd(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels);

    /// <inheritdoc cref="PixelRows{TVector,TLanes}.Scale"/>
    public abstract void Scale(float* x, float* factors, float* y, int pixels);

    /// <inheritdoc cref="MaximumPooling{TVector,TLanes}.Run"/>
    public abstract void Maximum(Grid input, TapList taps, Grid output, Extent size);

    /// <inheritdoc cref="MaximumPooling{TVector,TLanes}.Backward"/>
    public abstract void MaximumBackward(PooledGrids pool, TapList taps, Grid gradient, Extent size);

    /// <inheritdoc cref="WinogradMaps{TVector,TLanes}.Input"/>
    public abstract void WinogradInput(in Grid input, Extent tiles, in WinogradPoints points);

    /// <inheritdoc cref="WinogradMaps{TVector,TLanes}.Gradient"/>
    public abstract void WinogradGradient(in Grid gradient, Extent tiles, in WinogradPoints points);

    /// <inheritdoc cref="WinogradMaps{TVector,TLanes}.Output"/>
    public abstract void WinogradOutput(in WinogradPoints points, Extent size, in Target target);

    /// <inheritdoc cref="WinogradWeights{TVector,TLanes}.ToPoints"/>
    public abstract void WinogradWeights(float* weights, int tapStep, int vectors, in WinogradPoints points);

    /// <inheritdoc cref="WinogradWeights{TVector,TLanes}.AddFromPoints"/>
    public abstract void WinogradWeightGradient(in WinogradPoints points, int vectors, float* gradient, int tapStep);
}
