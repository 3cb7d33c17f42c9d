using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using static TorchSharp.torch;

namespace AerNas.Searching.Steps;

/// <summary>One update of each level, in the order the method's script has them.</summary>
internal sealed class BilevelStep
{
    private readonly SupernetLosses _losses;
    private readonly SearchOptimizers _optimizers;
    private readonly IArchitectureStep _architectureStep;
    private readonly WeightStep _weightStep;
    private readonly JointStep _jointStep;
    private readonly UpdateOrder _order;
    private readonly double _alphaClip;

    /// <summary>Composes the step.</summary>
    /// <param name="losses">Give the problem of a step.</param>
    /// <param name="optimizers">Of both levels, and the last architecture gradient.</param>
    /// <param name="architectureStep">How alpha's gradient is approximated.</param>
    /// <param name="options">Order and clipping.</param>
    public BilevelStep(SupernetLosses losses, SearchOptimizers optimizers, IArchitectureStep architectureStep, SearchOptions options)
    {
        _losses = losses;
        _optimizers = optimizers;
        _architectureStep = architectureStep;
        _weightStep = new WeightStep(options.Weights.GradientClip, options.Bilevel.ClipCounts);
        _order = options.Bilevel.Order;
        _alphaClip = options.Alpha.GradientClip;
        var decay = options.Bilevel.Decay == DecayForm.OwnStep
            ? new StepDecay(options.Weights.WeightDecay, options.Alpha.WeightDecay)
            : null;
        _jointStep = new JointStep(options.Weights.GradientClip, _alphaClip, decay);
    }

    /// <summary>What the method does to alpha after it has moved.</summary>
    /// <value>null: nothing.</value>
    public IAlphaConstraint? Constraint { get; init; }

    /// <summary>Updates w, and alpha unless it rests; the weights of edges may learn while it does.</summary>
    /// <param name="batch">The images of both levels.</param>
    /// <param name="moment">Where the search stands.</param>
    /// <param name="alphaLearns">Whether alpha is updated.</param>
    public StepMetrics Apply(SearchBatch batch, SearchMoment moment, bool alphaLearns = true)
    {
        using var scope = NewDisposeScope();
        var problem = _losses.On(batch, moment);
        var learns = alphaLearns || moment.EdgesLearn;
        var architectureLoss = learns && _order == UpdateOrder.AlphaFirst ? UpdateArchitecture(problem, alphaLearns) : null;
        var update = _order == UpdateOrder.Together ? UpdateBoth(problem, alphaLearns) : UpdateWeights(problem);
        if (learns && _order == UpdateOrder.WeightsFirst) architectureLoss = UpdateArchitecture(problem, alphaLearns);
        if (alphaLearns && _order == UpdateOrder.Together) architectureLoss = update.Loss;
        return new StepMetrics(
            batch.Train.Count, update.Loss.ToNumber(), problem.TrainingHits.ToNumber(), update.GradientNorm.ToNumber(),
                architectureLoss?.ToNumber());
    }

    private Tensor UpdateArchitecture(SupernetProblem problem, bool alphaLearns)
    {
        var gradient = _architectureStep.Compute(problem, _optimizers.Weights);
        if (_alphaClip > 0) Gradients.ClipNorm(gradient.Alphas, _alphaClip);
        var before = Remembered();
        _optimizers.Alpha.Move(gradient.Alphas, resting: alphaLearns ? 0 : _losses.Alpha.Space.CellKinds.Length);
        _optimizers.Remember(gradient.Alphas);
        if (Constraint is not null) problem.Correct(Constraint, before, SearchLevel.Alpha);
        return gradient.CrossEntropy;
    }

    private WeightUpdate UpdateBoth(SupernetProblem problem, bool alphaLearns)
    {
        var before = Remembered();
        var update = _jointStep.Apply(problem, _optimizers.Weights, alphaLearns ? _optimizers.Alpha : null);
        if (alphaLearns && Constraint is not null) problem.Correct(Constraint, before, SearchLevel.Weights);
        return update;
    }

    /// <summary>Alpha as it is, where the method will want to know.</summary>
    private Tensor[] Remembered() => Constraint is null ? [] : [.. _losses.Alphas.Select(alpha => alpha.detach().clone())];

    private WeightUpdate UpdateWeights(SupernetProblem problem) =>
        _weightStep.Apply(problem, _optimizers.Weights, _optimizers.ArchitectureGradient);
}
