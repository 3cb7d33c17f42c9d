using AerNas.Bilevel;
using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>One update of each level on the batches that the problem holds, in the order the method's script has them.</summary>
public sealed class BilevelStep
{
    private readonly SupernetProblem _problem;
    private readonly SearchOptimizers _optimizers;
    private readonly IArchitectureStep _architectureStep;
    private readonly WeightStep _weightStep;
    private readonly JointStep _jointStep;
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
        _weightStep = new WeightStep(options.Weights.GradientClip, options.Bilevel.ClipCounts);
        _order = options.Bilevel.Order;
        _alphaClip = options.Alpha.GradientClip;
        var decay = options.Bilevel.Decay == DecayForm.OwnStep ? new StepDecay(options.Weights.WeightDecay, options.Alpha.WeightDecay) : null;
        _jointStep = new JointStep(options.Weights.GradientClip, _alphaClip, decay);
    }

    /// <summary>What the method does to alpha after it has moved.</summary>
    /// <value>null: nothing.</value>
    public IAlphaConstraint? Constraint { get; init; }

    /// <summary>Updates w, and alpha unless it rests; the weights of edges may learn while it does.</summary>
    /// <param name="images">Training images in the batch.</param>
    /// <param name="alphaLearns">Whether alpha is updated.</param>
    public StepMetrics Apply(int images, bool alphaLearns = true)
    {
        using var scope = NewDisposeScope();
        var learns = alphaLearns || _problem.Moment.EdgesLearn;
        var architectureLoss = learns && _order == UpdateOrder.AlphaFirst ? UpdateArchitecture(alphaLearns) : null;
        var update = _order == UpdateOrder.Together ? UpdateBoth(alphaLearns) : UpdateWeights();
        if (learns && _order == UpdateOrder.WeightsFirst) architectureLoss = UpdateArchitecture(alphaLearns);
        if (alphaLearns && _order == UpdateOrder.Together) architectureLoss = update.Loss;
        return new StepMetrics(
            images, update.Loss.ToNumber(), _problem.TrainingHits.ToNumber(), update.GradientNorm.ToNumber(), architectureLoss?.ToNumber());
    }

    private Tensor UpdateArchitecture(bool alphaLearns)
    {
        var gradient = _architectureStep.Compute(_problem, _optimizers.Weights);
        if (_alphaClip > 0) Gradients.ClipNorm(gradient.Alphas, _alphaClip);
        var before = Remembered();
        _optimizers.Alpha.Move(gradient.Alphas, resting: alphaLearns ? 0 : _problem.AlphaCount);
        _optimizers.Remember(gradient.Alphas);
        if (Constraint is not null) _problem.Correct(Constraint, before, SearchLevel.Alpha);
        return gradient.CrossEntropy;
    }

    private WeightUpdate UpdateBoth(bool alphaLearns)
    {
        var before = Remembered();
        var update = _jointStep.Apply(_problem, _optimizers.Weights, alphaLearns ? _optimizers.Alpha : null);
        if (alphaLearns && Constraint is not null) _problem.Correct(Constraint, before, SearchLevel.Weights);
        return update;
    }

    /// <summary>Alpha as it is, where the method will want to know.</summary>
    private Tensor[] Remembered() => Constraint is null ? [] : [.. _problem.Alphas.Select(alpha => alpha.detach().clone())];

    private WeightUpdate UpdateWeights() => _weightStep.Apply(_problem, _optimizers.Weights, _optimizers.ArchitectureGradient);
}
