// The noise of NoisyDARTS (Chu, Zhang, Li: Noisy Differentiable Architecture Search, BMVC 2021; xiaomi-automl/NoisyDARTS model_search.py):
//
//   additive          x + d n                      multiplicative    x (1 + d n)
//   gaussian          n = s z, z ~ N(0, 1)         s = f std(x) where it is added (over the whole output, a constant), f where it multiplies
//   uniform           n ~ U(-a, a)                 a = sqrt(3 f), whatever x: variance f
//   d                 1, or (1 + cos(pi e / E)) / 2 in epoch e
//
// The noise has no bias. The official code has a mean of 0 for both ways of mixing, by which a multiplicative noise would wipe x out; the
// mean of 1 that the paper gives it is built in here, and the decay takes hold of the noise alone.

using System.Numerics.Tensors;
using AerNas.Kernels.Engine;
using AerNas.Runtime;

namespace AerNas.Relaxations;

/// <summary>Unbiased noise on the outputs of skip connections.</summary>
/// <param name="factor">f; officially 0.2.</param>
/// <param name="distribution">What it is drawn from.</param>
/// <param name="mixing">How it meets the output.</param>
/// <param name="decay">How it fades.</param>
public sealed class SkipNoise(double factor, NoiseDistribution distribution, NoiseMixing mixing, NoiseDecay decay) : ISkipDisturbance
{
    /// <inheritdoc/>
    public bool AtStrideTwo => true;

    /// <inheritdoc/>
    public DisturbanceForm? FormAt(SearchMoment moment) => mixing == NoiseMixing.Multiplicative ? DisturbanceForm.Multiplied
        : distribution == NoiseDistribution.Gaussian ? DisturbanceForm.AddedInDeviations : DisturbanceForm.Added;

    /// <inheritdoc/>
    public void Fill(Span<float> numbers, SearchMoment moment, ulong seed)
    {
        var center = mixing == NoiseMixing.Multiplicative ? 1 : 0;
        if (distribution == NoiseDistribution.Gaussian)
        {
            RandomFloats.Normal(numbers, seed);
            Stretch(numbers, factor * Remaining(moment), center);
        }
        else
        {
            var widest = Math.Sqrt(3 * factor) * Remaining(moment);
            RandomFloats.Uniform(numbers, seed);
            Stretch(numbers, 2 * widest, center - widest);
        }
    }

    /// <summary>d: which part of the noise is left.</summary>
    public double Remaining(SearchMoment moment) =>
        decay == NoiseDecay.None ? 1 : (1 + Math.Cos(Math.PI * moment.Search.Epoch / moment.Search.Epochs)) / 2;

    private static void Stretch(Span<float> numbers, double scale, double shift)
    {
        TensorPrimitives.Multiply(numbers, (float)scale, numbers);
        TensorPrimitives.Add(numbers, (float)shift, numbers);
    }
}
