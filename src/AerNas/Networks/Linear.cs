using TorchSharp.Modules;
using TorchSharp.Utils;

namespace AerNas.Networks;

/// <summary>The classifier: an affine map whose weights are drawn from a given stream.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private readonly int _inputs;
    private readonly int _outputs;
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [K, C]
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [K]

    /// <summary>Draws the weights.</summary>
    public Linear(int inputs, int outputs, WeightSource weights)
        : base(nameof(Linear))
    {
        ArgumentNullException.ThrowIfNull(weights);
        _inputs = inputs;
        _outputs = outputs;
        _weight = weights.Uniform(inputs, outputs, inputs);
        _bias = weights.Uniform(inputs, outputs);
        RegisterComponents();
    }

    /// <summary>Maps features to logits.</summary>
    /// <param name="x">// [N, C]</param>
    /// <returns>// [N, K]</returns>
    public override Tensor forward(Tensor x)
    {
        Shapes.Require(x, [Shapes.Any, _inputs]);
        return nn.functional.linear(x, _weight, _bias);
    }
}
