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
        _mean = (1 - beta1) * gradient + beta1 * (_mean ?? zeros_like(gradient));
        _square = (1 - beta2) * gradient * gradient + beta2 * (_square ?? zeros_like(gradient));
        var (mean, square) = (_mean / (1 - Math.Pow(beta1, _steps)), _square / (1 - Math.Pow(beta2, _steps)));
        return from - learningRate * mean / (square.sqrt() + Epsilon);
    }
}
