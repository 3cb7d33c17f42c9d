using AerNas.Graphs;
using TorchSharp.Modules;

namespace AerNas.Networks;

/// <summary>Where the parameters of a network come from: drawn from one generator in the order the network is built, so that a seed gives
/// the same network on every device and in every precision. No global random state is touched.</summary>
public sealed class WeightSource
{
    private readonly Generator _generator;

    /// <summary>Makes a source of parameters.</summary>
    /// <param name="generator">The stream to draw from (on the CPU); stays its owner's.</param>
    /// <param name="dataType">float32 or float64.</param>
    /// <param name="device">Where the parameters live.</param>
    /// <exception cref="DeviceNotAvailableException">The device is not there.</exception>
    public WeightSource(Generator generator, ScalarType dataType, Device device)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(device);
        _generator = generator;
        DataType = dataType;
        Device = ComputeDevice.Require(device);
    }

    /// <summary>The element type of the parameters.</summary>
    public ScalarType DataType { get; }

    /// <summary>Where the parameters live.</summary>
    public Device Device { get; }

    /// <summary>A weight of a network, with the values that it starts from.</summary>
    internal Parameter Draw(GraphWeight weight)
    {
        long[] shape = [.. weight.Shape];
        var (lowest, highest) = (weight.Start.Lowest, weight.Start.Highest);
        return lowest.Equals(highest) ? Constant(highest, shape) : UniformWithin(highest, shape);
    }

    /// <summary>A parameter from U(-1/sqrt(fanIn), 1/sqrt(fanIn)): PyTorch's default for convolutions and linear layers.</summary>
    /// <param name="fanIn">How many inputs one output reads.</param>
    /// <param name="shape">The parameter's shape.</param>
    public Parameter Uniform(long fanIn, params long[] shape) => UniformWithin(1 / Math.Sqrt(fanIn), shape);

    /// <summary>A parameter from U(-bound, bound).</summary>
    /// <param name="bound">The largest value it may have.</param>
    /// <param name="shape">The parameter's shape.</param>
    public Parameter UniformWithin(double bound, params long[] shape)
    {
        using var scope = NewDisposeScope();
        // float32 in every precision: same draws; rand hides that memory was refused
        var drawn = empty(shape, dtype: ScalarType.Float32).uniform_(0, 1, _generator);
        return Keep(drawn.Times(2 * bound).Minus(bound));
    }

    /// <summary>A parameter of equal values.</summary>
    public Parameter Constant(double value, params long[] shape)
    {
        using var scope = NewDisposeScope();
        return Keep(Tensors.Full(shape, value));
    }

    /// <summary>A buffer of equal values: state that no gradient reaches.</summary>
    public Tensor Buffer(double value, params long[] shape) => Tensors.Full(shape, value, DataType, Device).DetachFromDisposeScope();

    private Parameter Keep(Tensor values)
    {
        var parameter = new Parameter(values.to(DataType).to(Device));
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
