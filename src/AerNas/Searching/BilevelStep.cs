using AerNas.Bilevel;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>One alternation of the two levels on the batches that the problem holds, in the order the method's script has them.</summary>
public sealed class BilevelStep
{
    private readonly SupernetProblem _problem;
    private readonly SearchOptimizers _optimizers;
    private readonly IArchitectureStep _architectureStep;
    private readonly WeightStep _weightStep;
    private readonly UpdateOrder _order;
    private readonly double _alphaClip;

    /// <summary>Composes the step.</summary>
    /// <param name="problem">The losses.</param>
    /// <param name="optimizers">Of both levels, and the last architecture gradient.</param>
    /// <param name="architectureStep">How alpha's gradient is approximated.</param>
    /// <param name="options">Order and clipping.</param>
    public BilevelStep(SupernetProblem problem, SearchOptimizers optimizers, IArchitectureStep architectureStep, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _problem = problem;
        _optimizers = optimizers;
        _architectureStep = architectureStep;
        _weightStep = new WeightStep(options.Weights.GradientClip, options.Bilevel.ClipCounts == ClipScope.WeightsAndAlphas);
        _order = options.Bilevel.Order;
        _alphaClip = options.Alpha.GradientClip;
    }

    /// <summary>Updates w, and alpha unless it rests.</summary>
    /// <param name="images">Training images in the batch.</param>
    /// <param name="alphaLearns">Whether alpha is updated.</param>
    public StepMetrics Apply(int images, bool alphaLearns = true)
    {
        using var scope = NewDisposeScope();
        var alphaFirst = _order == UpdateOrder.AlphaFirst;
        var architectureLoss = alphaLearns && alphaFirst ? UpdateAlpha() : null;
        var update = UpdateWeights();
        if (alphaLearns && !alphaFirst) architectureLoss = UpdateAlpha();
        return new StepMetrics(
            images, update.Loss.ToDouble(), _problem.TrainingHits.ToDouble(), update.GradientNorm.ToDouble(), architectureLoss?.ToDouble());
    }

    private Tensor UpdateAlpha()
    {
        var gradient = _architectureStep.Compute(_problem, _optimizers.Weights);
        if (_alphaClip > 0) Gradients.ClipNorm(gradient.Alphas, _alphaClip);
        _optimizers.Alpha.Step(gradient.Alphas);
        _optimizers.Remember(gradient.Alphas);
        return gradient.CrossEntropy;
    }

    private WeightUpdate UpdateWeights() => _weightStep.Apply(_problem, _optimizers.Weights, _optimizers.ArchitectureGradient);
}
