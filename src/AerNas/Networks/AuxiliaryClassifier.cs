// The auxiliary head of the DARTS family (official-semantics 70): ReLU, 5x5 average pooling to 2x2, 1x1 convolution, batch norm, ReLU, 2x2
// convolution, batch norm where the family has one, ReLU, linear. The stride is size - 5 as in DARTS-AER, which is 3 on the 8x8 maps of CIFAR
// and 2 on the 7x7 maps of ImageNet, the constants of the other families.

using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The second classifier of a training network.</summary>
internal sealed class AuxiliaryClassifier : nn.Module<Tensor, Tensor>
{
    private const int Pool = 5;
    private const int Middle = 128;
    private const int Features = 768;

    [ComponentName(Name = "first")]
    private readonly ConvBatchNorm _first;
    [ComponentName(Name = "second")]
    private readonly Convolution _second;
    [ComponentName(Name = "second_batch_norm")]
    private readonly BatchNorm? _secondBatchNorm;
    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    /// <summary>Makes the head.</summary>
    /// <param name="inputs">Channels of the map it reads.</param>
    /// <param name="skeleton">The network it belongs to.</param>
    /// <param name="weights">Where its parameters come from.</param>
    /// <exception cref="ArgumentException">The images are too small: nothing would be left to pool.</exception>
    public AuxiliaryClassifier(int inputs, Skeleton skeleton, WeightSource weights)
        : base(nameof(AuxiliaryClassifier))
    {
        if (!Fits(skeleton))
            throw new ArgumentException($"Images of {skeleton.ImageSize} pixels are too small for the auxiliary head.", nameof(skeleton));
        _first = new ConvBatchNorm(ConvolutionShape.Pointwise(inputs, Middle), weights);
        _second = new Convolution(new ConvolutionShape(Middle, Features, (2, 2)), weights);
        if (skeleton.AuxiliaryHasSecondBatchNorm) _secondBatchNorm = new BatchNorm(Features, weights);
        _classifier = new Linear(Features, skeleton.Classes, weights);
        RegisterComponents();
    }

    /// <summary>Whether the map that the head reads is larger than its pooling.</summary>
    public static bool Fits(Skeleton skeleton)
    {
        var size = skeleton.ImageSize;
        for (var halvings = skeleton.Form == SkeletonForm.ImageNet ? 5 : 2; halvings > 0; halvings--) size = (size + 1) / 2;
        return size > Pool;
    }

    /// <summary>Scores the classes. // [N, C, H, W] -> [N, K]</summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var stride = x.shape[2] - Pool;
        var pooled = nn.functional.avg_pool2d(nn.functional.relu(x), [Pool, Pool], [stride, stride], [0, 0], count_include_pad: false); // [N, C, 2, 2]
        var features = _second.call(nn.functional.relu(_first.call(pooled))); // [N, 768, 1, 1]
        if (_secondBatchNorm is not null) features = _secondBatchNorm.call(features);
        return _classifier.call(nn.functional.relu(features).flatten(1)).MoveToOuterDisposeScope(); // [N, K]
    }
}
