using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>What a case brings in place of the parts of its method, and where it keeps what it recorded.</summary>
internal sealed record MethodVariant
{
    /// <summary>What the names of its results begin with after <c>out/</c>.</summary>
    public string Results { get; init; } = "";

    /// <summary>What the names of its start alphas begin with.</summary>
    public string Start { get; init; } = "arch/";

    /// <summary>What the case calls the alphas of a kind of cell.</summary>
    public Func<CellKind, string> AlphaName { get; init; } = kind => $"alphas_{GoldenNetwork.CellName(kind)}";

    /// <summary>Relaxations with recorded draws; null takes those of the method.</summary>
    public SearchRelaxations? Relaxations { get; init; }

    /// <summary>The term of the architecture loss; null takes that of the method.</summary>
    public IArchitectureTerm? Term { get; init; }

    /// <summary>What is done to alpha after an update; null takes that of the method.</summary>
    public IAlphaConstraint? Constraint { get; init; }
}

/// <summary>The recorded steps of a method's official loop, run through the library's own step and compared quantity by quantity.</summary>
internal sealed class MethodTrajectory : IDisposable
{
    private readonly GoldenCase _golden;
    private readonly ScalarType _dtype;
    private readonly SearchOptions _options;
    private readonly MethodVariant _variant;
    private readonly SupernetLosses _losses;
    private readonly BilevelStep _step;
    private readonly Dictionary<string, List<Tensor>> _recorded = [];

    /// <param name="golden">The case.</param>
    /// <param name="precision">As <see cref="GoldenFoldersAttribute"/> names it.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">Its published options with the hyperparameters of the case.</param>
    /// <param name="variant">What the case brings.</param>
    public MethodTrajectory(GoldenCase golden, string precision, SearchMethod method, SearchOptions options, MethodVariant variant)
    {
        (_golden, _dtype, _options, _variant) = (golden, GoldenFoldersAttribute.DtypeOf(precision), options, variant);
        Supernet = GoldenNetwork.DartsSupernet(golden, _dtype, GoldenFoldersAttribute.EngineOf(precision));
        Alpha = golden.Has($"{variant.Start}{variant.AlphaName(CellKind.Normal)}")
            ? GoldenNetwork.AlphaOfKinds(golden, _dtype, kind => $"{variant.Start}{variant.AlphaName(kind)}")
            : GoldenNetwork.DartsAlpha(golden, _dtype);
        Optimizers = new SearchOptimizers(Supernet.Weights, Alpha, options);
        Optimizers.Weights.LearningRate = options.Weights.LearningRate;
        _losses = new SupernetLosses(
            Supernet, Alpha, variant.Relaxations ?? method.Relaxations(options), variant.Term
                ?? method.TermsWith(new NoRegularizer(), options, []));
        _step = new BilevelStep(_losses, Optimizers, method.ArchitectureStep(options), options)
        {
            Constraint = variant.Constraint ?? method.Constraint?.Invoke(options),
        };
        Supernet.Training = true;
    }

    /// <summary>The network.</summary>
    public Supernet Supernet { get; }

    /// <summary>The architecture parameters.</summary>
    public ArchitectureParameters Alpha { get; }

    /// <summary>Of both levels.</summary>
    public SearchOptimizers Optimizers { get; }

    private bool Together => _options.Bilevel.Order == UpdateOrder.Together;

    /// <summary>The losses on the batches that end in the number of a step.</summary>
    /// <param name="index">Which step.</param>
    public SupernetProblem Problem(int index) => _losses.On(Batches(index), Moment(index, epoch: 0));

    /// <summary>Takes a step and records what every case has of one.</summary>
    /// <param name="index">Which step.</param>
    /// <param name="epoch">The epoch it belongs to.</param>
    public void Step(int index, int epoch = 0)
    {
        var (batches, moment) = (Batches(index), Moment(index, epoch));
        var problem = _losses.On(batches, moment);
        RecordArchitecture(Together ? problem.JointLoss() : problem.ValidationLoss());
        var metrics = _step.Apply(batches, moment);
        Record("train_ce", metrics.TrainLoss);
        Record("val_ce", metrics.ArchitectureLoss!.Value);
        Record("weight_grad_norm_before_clip", metrics.GradientNorm);
        Record("grad_norm_before_clip", metrics.GradientNorm);
        Record("weight_norm_after", Gradients.Norm(_losses.Weights).ToNumber());
        Record("alpha_after_step", _losses.Alphas);
    }

    /// <summary>Records a number of a step, where the case has such.</summary>
    public void Record(string name, double value) => RecordTensor(name, tensor(value, ScalarType.Float64));

    /// <summary>Records what belongs to the alphas, kind by kind, where the case has such.</summary>
    public void Record(string name, IEnumerable<Tensor> perKind)
    {
        foreach (var (kind, value) in Alpha.Space.CellKinds.Zip(perKind))
            RecordTensor($"{name}/{_variant.AlphaName(kind)}", value.dim() == 1 ? value : GoldenNetwork.OfOperations(_golden, kind, value));
    }

    /// <summary>Fails where something that was recorded is out of tolerance, or something in the case was not recorded.</summary>
    /// <param name="leftOut">Results that are compared elsewhere.</param>
    public void Verify(params string[] leftOut)
    {
        var comparison = new GoldenComparison(_golden, _dtype);
        foreach (var (name, values) in _recorded)
            comparison.Add($"{_variant.Results}{name}", stack([.. values]), $"{_variant.Results}{name.Split('/')[0]}");
        var weights = Supernet.NamedWeights.ToDictionary(p => p.Name, p => p.Value);
        foreach (var official in _golden.NamesUnder($"out/{_variant.Results}final_weight/")
            .Where(name => !name.StartsWith("alpha", StringComparison.Ordinal)))
            comparison.Add($"{_variant.Results}final_weight/{official}", weights[GoldenNetwork.NameIn(Supernet, _golden, official)],
                $"{_variant.Results}final_weight");
        comparison.Verify();
        var compared = _recorded.Keys.Select(name => name.Split('/')[0]).Append("final_weight").Concat(leftOut);
        Assert.Empty(_golden.NamesUnder($"out/{_variant.Results}").Select(name => name.Split('/')[0]).Distinct().Except(compared));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizers.Dispose();
        Alpha.Dispose();
        Supernet.Dispose();
    }

    /// <summary>What alpha is about to descend: its gradient as the optimizer will get it.</summary>
    private void RecordArchitecture(ArchitectureLoss loss)
    {
        var gradients = Gradients.Of(loss.Total, _losses.Alphas);
        Record("val_total", loss.Total.ToNumber());
        Record("alpha_grad_norm_before_clip", Gradients.Norm(gradients).ToNumber());
        if (_options.Alpha.GradientClip > 0) Gradients.ClipNorm(gradients, _options.Alpha.GradientClip);
        Record("alpha_grad_per_step", gradients);
    }

    private void RecordTensor(string name, Tensor value)
    {
        if (!_golden.Has($"out/{_variant.Results}{name}")) return;
        if (!_recorded.TryGetValue(name, out var values)) _recorded[name] = values = [];
        values.Add(value.detach().clone());
    }

    private static SearchMoment Moment(int index, int epoch)
    {
        var progress = new EpochProgress(epoch, epoch + 1);
        return new SearchMoment(0, new RunPosition(epoch, index), progress, progress);
    }

    private SearchBatch Batches(int index)
    {
        var training = Batch("trn", index);
        return new SearchBatch(training, Together ? training : Batch("val", index));
    }

    private Batch Batch(string part, int step) =>
        new(_golden.Tensor($"in/{part}_x/{step}", _dtype), _golden.Tensor($"in/{part}_y/{step}", _dtype));
}
