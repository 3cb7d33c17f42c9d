using System.Text.Json;
using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Searching.Steps;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The recorded steps of one official loop, run through the library's own step and compared quantity by quantity.</summary>
internal sealed class Trajectory(GoldenCase golden, string precision, string variant, SearchMethod method)
{
    private readonly ScalarType _dtype = GoldenFoldersAttribute.DtypeOf(precision);
    private readonly Dictionary<string, List<Tensor>> _recorded = [];
    private double _norm; // of the last architecture gradient, before it was clipped

    public required SearchOptions Options { get; init; }

    /// <summary>Lambda of each epoch; null without the regularizer.</summary>
    public required JsonElement? Lambdas { get; init; }

    public required Func<int, double> LearningRate { get; init; }

    public required TrajectoryNames Names { get; init; }

    public int Epochs { get; init; } = golden.Hyperparameters.TryGetProperty("epochs", out var epochs) ? epochs.GetInt32() : 1;

    public Func<int, bool> AlphaLearns { get; init; } = _ => true;

    private string Prefix => variant.Length > 0 ? $"{variant}/" : "";

    /// <summary>Runs the steps, fails where a quantity is out of tolerance, and gives what the last alphas stand for.</summary>
    public Genotype Compare()
    {
        using var scope = NewDisposeScope();
        var space = Options.Space;
        IArchitectureRegularizer regularizer = Lambdas is { } lambdas
            ? new ArchitectureEntropy(new ListedCoefficients(lambdas), ArchitectureEntropy.OfficialOperations(space))
            : new NoRegularizer();
        using var problem = new GoldenProblem(golden, _dtype,
            Options with { Runtime = Options.Runtime with { Engine = GoldenFoldersAttribute.EngineOf(precision) } }, regularizer);
        var measured = new MeasuredStep(method.ArchitectureStep(Options), gradient => _norm = Gradients.Norm(gradient).ToNumber());
        var step = new BilevelStep(problem.Losses, problem.Optimizers, measured, Options);
        var steps = golden.Integer("steps");
        for (var i = 0; i < steps; i++)
        {
            var progress = new EpochProgress(i / (steps / Epochs), Epochs);
            problem.Optimizers.Weights.LearningRate = LearningRate(progress.Epoch);
            Record(step.Apply(problem.Batches($"/{i}"), new SearchMoment(0, default, progress, progress), AlphaLearns(progress.Epoch)),
                problem);
        }

        var comparison = new GoldenComparison(golden, _dtype);
        foreach (var (name, values) in _recorded) comparison.Add($"{Prefix}{name}", stack([.. values]), $"{Prefix}{name.Split('/')[0]}");
        CompareFinalWeights(comparison, problem);
        comparison.Verify();
        return method.Discretization(space, method.Published(space)).Discretize(problem.Alpha);
    }

    private void Record(StepMetrics metrics, GoldenProblem problem)
    {
        Add(Names.TrainLoss, metrics.TrainLoss);
        Add(Names.GradientNorm, metrics.GradientNorm);
        AddTensor("weight_norm_after", Gradients.Norm(problem.Losses.Weights));
        if (metrics.ArchitectureLoss is not { } loss) return;
        Add(Names.ArchitectureLoss, loss);
        var norm = $"{Names.Architecture}_grad_norm_before_clip";
        if (golden.Has($"out/{Prefix}{norm}")) Add(norm, _norm);
        var (gradient, alpha) = (Names.ArchitectureGradient, $"{Names.Architecture}_after_step");
        foreach (var (name, value) in problem.Official(problem.Optimizers.ArchitectureGradient))
            AddTensor($"{gradient}/{name}", value.clone());
        foreach (var (name, value) in problem.Official(problem.Losses.Alphas)) AddTensor($"{alpha}/{name}", value.detach().clone());
    }

    private void CompareFinalWeights(GoldenComparison comparison, GoldenProblem problem)
    {
        var weights = problem.Supernet.NamedWeights.ToDictionary(p => p.Name, p => p.Value);
        foreach (var official in golden.NamesUnder($"out/{Prefix}final_weight/"))
        {
            if (official.StartsWith("arch_parameters", StringComparison.Ordinal) || official.StartsWith("alpha_", StringComparison.Ordinal))
                continue;
            comparison.Add($"{Prefix}final_weight/{official}", weights[GoldenNetwork.NameIn(problem.Supernet, golden, official)],
                $"{Prefix}final_weight");
        }
    }

    private void Add(string name, double value) => AddTensor(name, tensor(value, ScalarType.Float64));

    private void AddTensor(string name, Tensor value)
    {
        if (!_recorded.TryGetValue(name, out var values)) _recorded[name] = values = [];
        values.Add(value);
    }
}
