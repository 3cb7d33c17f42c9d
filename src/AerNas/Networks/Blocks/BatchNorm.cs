using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using AerNas.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>
/// Batch normalization with epsilon 1e-5 and momentum 0.1. Without tracked statistics it uses those of the batch in evaluation mode too.
/// </summary>
public sealed class BatchNorm : nn.Module<Tensor, Tensor>, ITraceable
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly int _channels;
    [ComponentName(Name = "weight")]
    private readonly Parameter? _weight; // [C]
    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // [C]
    [ComponentName(Name = "running_mean")]
    private readonly Tensor? _runningMean; // [C]
    [ComponentName(Name = "running_var")]
    private readonly Tensor? _runningVariance; // [C]

    /// <summary>Makes a batch normalization.</summary>
    /// <param name="channels">C.</param>
    /// <param name="weights">Gives element type and device.</param>
    /// <param name="affine">Whether it scales and shifts by learned values.</param>
    /// <param name="trackStatistics">Whether it keeps running statistics for evaluation mode.</param>
    public BatchNorm(int channels, WeightSource weights, bool affine = true, bool trackStatistics = true)
        : base(nameof(BatchNorm))
    {
        ArgumentNullException.ThrowIfNull(weights);
        _channels = channels;
        if (affine)
        {
            _weight = weights.Constant(1, channels);
            _bias = weights.Constant(0, channels);
        }

        if (trackStatistics)
        {
            _runningMean = weights.Buffer(0, channels);
            _runningVariance = weights.Buffer(1, channels);
        }

        RegisterComponents();
    }

    /// <summary>Normalizes each channel.</summary>
    /// <param name="x">// [N, C, H, W]</param>
    /// <returns>// [N, C, H, W]</returns>
    public override Tensor forward(Tensor x)
    {
        Shapes.RequireImages(x, _channels);
        return nn.functional.batch_norm(x, _runningMean, _runningVariance, _weight, _bias,
            training || _runningMean is null, Momentum, Epsilon);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources) => sources.Single() with
    {
        Norm = new Normalization
        {
            Scale = tracer.OptionalWeight(_weight),
            Shift = tracer.OptionalWeight(_bias),
            RunningMean = tracer.OptionalStatistic(_runningMean),
            RunningVariance = tracer.OptionalStatistic(_runningVariance),
        },
    };
}
