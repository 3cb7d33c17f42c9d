// Adam with L2 decay added to the gradient (not decoupled), as torch.optim.Adam from 1.13 on computes it:
//
//   g <- g + wd a;   m <- b1 m + (1 - b1) g;   v <- b2 v + (1 - b2) g^2
//   a <- a - lr / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + eps)
//
// torch 1.0, which the DARTS-AER repository pins, adds eps before the bias correction; that only shows for gradients around 1e-7.

namespace AerNas.Bilevel;

/// <summary>The optimizer of the architecture parameters.</summary>
public sealed class Adam : IAlphaOptimizer
{
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;

    /// <summary>Makes an optimizer at rest.</summary>
    /// <param name="parameters">What it moves; they stay their owner's.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">Decay of the mean of gradients.</param>
    /// <param name="beta2">Decay of the mean of squared gradients.</param>
    /// <param name="weightDecay">L2 decay added to every gradient.</param>
    public Adam(IEnumerable<Tensor> parameters, double learningRate, double beta1, double beta2, double weightDecay)
    {
        using var scope = NewDisposeScope();
        _parameters = [.. parameters];
        _first = [.. _parameters.Select(p => zeros_like(p).detach().DetachFromDisposeScope())];
        _second = [.. _parameters.Select(p => zeros_like(p).detach().DetachFromDisposeScope())];
        LearningRate = learningRate;
        Beta1 = beta1;
        Beta2 = beta2;
        WeightDecay = weightDecay;
    }

    /// <summary>The learning rate.</summary>
    public double LearningRate { get; }

    /// <summary>Decay of the mean of gradients.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Beta2 { get; }

    /// <summary>L2 decay.</summary>
    public double WeightDecay { get; }

    /// <summary>What keeps a step finite where gradients vanish. Default: 1e-8; ENAS has 1e-3.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <summary>The running means of gradients and of squared gradients; the live state, for checkpoints.</summary>
    public IEnumerable<Tensor> Moments => _first.Concat(_second);

    /// <summary>Moves the parameters in place; the gradients are left as they are.</summary>
    /// <param name="gradients">One a parameter.</param>
    /// <param name="resting">How many of the first parameters do not move: their moments alone go on, as at a learning rate of 0.</param>
    public void Step(IReadOnlyList<Tensor> gradients, int resting = 0)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Steps++;
        var (ofFirst, ofSecond) = (1 - Math.Pow(Beta1, Steps), Math.Sqrt(1 - Math.Pow(Beta2, Steps)));
        for (var i = 0; i < _parameters.Count; i++)
        {
            var gradient = gradients[i].Plus(_parameters[i], WeightDecay);
            _first[i].TimesInPlace(Beta1).PlusInPlace(gradient, 1 - Beta1);
            _second[i].TimesInPlace(Beta2).PlusProductInPlace(gradient, gradient, 1 - Beta2);
            if (i < resting) continue;
            var denominator = _second[i].sqrt().Over(ofSecond).PlusInPlace(Epsilon);
            _parameters[i].PlusQuotientInPlace(_first[i], denominator, -LearningRate / ofFirst);
        }
    }

    /// <inheritdoc/>
    void IAlphaOptimizer.Move(IReadOnlyList<Tensor> gradients, int resting) => Step(gradients, resting);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var moment in Moments) moment.Dispose();
    }
}
