using AerNas.Bilevel;
using AerNas.Data.Batches;

namespace AerNas.Searching.Steps;

/// <summary>One update of each level, in the order the method's script has them.</summary>
internal sealed class BilevelStep(
    SupernetLosses losses, SearchOptimizers optimizers, IArchitectureStep architectureStep, SearchOptions options)
{
    private readonly WeightStep _weightStep = new(options.Weights.GradientClip, options.Bilevel.ClipCounts);
    private readonly JointStep _jointStep = new(options.Weights.GradientClip, options.Alpha.GradientClip,
        options.Bilevel.Decay == DecayForm.OwnStep ? new StepDecay(options.Weights.WeightDecay, options.Alpha.WeightDecay) : null);
    private readonly UpdateOrder _order = options.Bilevel.Order;
    private readonly double _alphaClip = options.Alpha.GradientClip;

    /// <summary>What the method does to alpha after it has moved; null: nothing.</summary>
    public IAlphaConstraint? Constraint { get; init; }

    /// <summary>Updates w, and alpha unless it rests; the weights of edges may learn while it does.</summary>
    public StepMetrics Apply(SearchBatch batch, SearchMoment moment, bool alphaLearns = true)
    {
        using var scope = NewDisposeScope();
        var problem = losses.On(batch, moment);
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
        var gradient = architectureStep.Compute(problem, optimizers.Weights);
        if (_alphaClip > 0) Gradients.ClipNorm(gradient.Alphas, _alphaClip);
        var before = Constraint is null ? [] : problem.Remember(Constraint, SearchLevel.Alpha);
        optimizers.Alpha.Move(gradient.Alphas, resting: alphaLearns ? 0 : losses.Alpha.Space.CellKinds.Length);
        optimizers.Remember(gradient.Alphas);
        if (Constraint is not null) problem.Correct(Constraint, before, SearchLevel.Alpha);
        return gradient.CrossEntropy;
    }

    private WeightUpdate UpdateBoth(SupernetProblem problem, bool alphaLearns)
    {
        var before = Constraint is null ? [] : problem.Remember(Constraint, SearchLevel.Weights);
        var update = _jointStep.Apply(problem, optimizers.Weights, alphaLearns ? optimizers.Alpha : null);
        if (alphaLearns && Constraint is not null) problem.Correct(Constraint, before, SearchLevel.Weights);
        return update;
    }

    private WeightUpdate UpdateWeights(SupernetProblem problem) =>
        _weightStep.Apply(problem, optimizers.Weights, optimizers.ArchitectureGradient);
}
