using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

/// <summary>Adam written out, step by step from rest: what the steps of methods are computed from by hand.</summary>
internal sealed class AdamByHand(double learningRate, double beta1, double beta2)
{
    private const double Epsilon = 1e-8;

    private Tensor? _mean;
    private Tensor? _square;
    private int _steps;

    /// <summary>Where a step leads; the caller's scope owns everything.</summary>
    public Tensor Step(Tensor from, Tensor gradient)
    {
        _steps++;
        _mean = gradient.Times(1 - beta1).Plus((_mean ?? zeros_like(gradient)).Times(beta1));
        _square = (gradient.Times(1 - beta2) * gradient).Plus((_square ?? zeros_like(gradient)).Times(beta2));
        var (mean, square) = (_mean.Over(1 - Math.Pow(beta1, _steps)), _square.Over(1 - Math.Pow(beta2, _steps)));
        return from - mean.Times(learningRate) / square.sqrt().Plus(Epsilon);
    }
}
