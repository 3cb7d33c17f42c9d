namespace AerNas.Kernels.Simd;

/// <summary>Every kernel in the width of <typeparamref name="TLanes"/>.</summary>
internal sealed unsafe class VectorKernels<TVector, TLanes> : KernelSet
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public VectorKernels()
        : base(TLanes.Count)
    {
    }

    public override void Dense(in Grid input, in TapList taps, in OutputBlocks blocks, in Target target, Extent size) =>
        DenseConvolution<TVector, TLanes>.Run(input, taps, blocks, target, size);

    public override void Depthwise(in Grid input, in TapList taps, float* weights, in Target target, Extent size) =>
        DepthwiseConvolution<TVector, TLanes>.Run(input, taps, weights, target, size);

    public override void DenseWeights(Grid input, TapList taps, Grid gradient, Extent size, OutputBlocks sums) =>
        DenseWeightGradient<TVector, TLanes>.Run(input, taps, gradient, size, sums);

    public override void DepthwiseWeights(Grid input, TapList taps, Grid gradient, Extent size, float* weightGradient) =>
        DepthwiseWeightGradient<TVector, TLanes>.Run(input, taps, gradient, size, weightGradient);

    public override void Combine(ReadOnlySpan<ScaledMap> terms, float* shift, BlockOffset at, float* y, int pixels) =>
        LinearCombination<TVector, TLanes>.Run(terms, shift, at, y, pixels);

    public override void Moments(float* x, int pixels, in MomentSums moments) => ChannelSums<TVector, TLanes>.Moments(x, pixels, moments);

    public override void Total(float* x, int pixels, float* sums) => ChannelSums<TVector, TLanes>.Total(x, pixels, sums);

    public override void Products(float* u, float* x, in ChannelAffine affine, int pixels, float* sums) =>
        ChannelSums<TVector, TLanes>.Products(u, x, affine, pixels, sums);

    public override void TwoProducts(float* u, in ProductMap a, in ProductMap b, int pixels) =>
        ChannelSums<TVector, TLanes>.TwoProducts(u, a, b, pixels);

    public override void Normalize(in Grid input, in ChannelAffine affine, in Grid output, Extent size) =>
        PixelRows<TVector, TLanes>.Normalize(input, affine, output, size);

    public override void Rectify(in Grid input, in ChannelAffine affine, in Grid output, Extent size) =>
        PixelRows<TVector, TLanes>.Rectify(input, affine, output, size);

    public override void Mask(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels) =>
        PixelRows<TVector, TLanes>.Mask(rectified, x, affine, y, pixels);

    public override void MaskAdd(float* rectified, float* x, in ChannelAffine affine, float* y, int pixels) =>
        PixelRows<TVector, TLanes>.MaskAdd(rectified, x, affine, y, pixels);

    public override void Scale(float* x, float* factors, float* y, int pixels) => PixelRows<TVector, TLanes>.Scale(x, factors, y, pixels);

    public override void Maximum(Grid input, TapList taps, Grid output, Extent size) =>
        MaximumPooling<TVector, TLanes>.Run(input, taps, output, size);

    public override void MaximumBackward(PooledGrids pool, TapList taps, Grid gradient, Extent size) =>
        MaximumPooling<TVector, TLanes>.Backward(pool, taps, gradient, size);

    public override void WinogradInput(in Grid input, Extent tiles, in WinogradPoints points) =>
        WinogradMaps<TVector, TLanes>.Input(input, tiles, points);

    public override void WinogradGradient(in Grid gradient, Extent tiles, in WinogradPoints points) =>
        WinogradMaps<TVector, TLanes>.Gradient(gradient, tiles, points);

    public override void WinogradOutput(in WinogradPoints points, Extent size, in Target target) =>
        WinogradMaps<TVector, TLanes>.Output(points, size, target);

    public override void WinogradWeights(float* weights, int tapStep, int vectors, in WinogradPoints points) =>
        WinogradWeights<TVector, TLanes>.ToPoints(weights, tapStep, vectors, points);

    public override void WinogradWeightGradient(in WinogradPoints points, int vectors, float* gradient, int tapStep) =>
        WinogradWeights<TVector, TLanes>.AddFromPoints(points, vectors, gradient, tapStep);
}
