using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>
/// Evaluates and differentiates a network on the CPU. Its results do not depend on the number of threads, and not on the vector width of
/// the machine where it fuses multiply-adds. One pass at a time.
/// </summary>
public sealed unsafe class SupernetExecutor : IDisposable
{
    private const int MaxPlans = 4;

    private readonly KernelGraph _graph;
    private readonly KernelSet _kernels;
    private readonly WorkerTeam _team;
    private readonly NativeBuffer _maps = new();
    private readonly NativeBuffer _partials = new();
    private readonly List<SupernetPlan> _plans = []; // the last used last
    private readonly Pass _pass = new();
    private readonly StageImages _images;
    private readonly StageEnds _ends;
    private readonly WeightPacking _packing;
    private readonly double[] _mixtureGradient;
    private SupernetPlan? _differentiable;

    /// <summary>Makes an executor; memory comes with the first batch.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="threads">How many threads work, the caller's among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public SupernetExecutor(KernelGraph graph, int threads)
        : this(graph, threads, KernelSet.For(graph))
    {
    }

    /// <summary>Makes an executor of a given vector width.</summary>
    internal SupernetExecutor(KernelGraph graph, int threads, KernelSet kernels)
    {
        ArgumentNullException.ThrowIfNull(graph);
        (_graph, _kernels) = (graph, kernels);
        _team = new WorkerTeam(threads);
        (_images, _ends, _packing) = (new StageImages(_pass), new StageEnds(_pass), new WeightPacking(_pass));
        var entries = graph.Nodes.OfType<SumNode>()
            .SelectMany(sum => sum.Terms.Select(term => term.MixtureEntry ?? -1).Concat(sum.Entries));
        _mixtureGradient = new double[entries.DefaultIfEmpty(-1).Max() + 1];
    }

    /// <summary>Computes the logits of a batch; of its predecessor nothing is left.</summary>
    /// <param name="batch">What is read, and the running statistics that are written.</param>
    /// <param name="logits">The outputs that the batch asks for, one after the other. // [N, K] each</param>
    public void Forward(in SupernetBatch batch, Span<float> logits)
    {
        var plan = PlanFor(batch.Shape);
        _differentiable = batch.Differentiable ? plan : null;
        fixed (float* images = batch.Images, weights = batch.Weights, statistics = batch.Statistics)
        {
            _pass.Images = images;
            _pass.Weights = weights;
            _pass.Statistics = statistics;
            _pass.Training = batch.Training;
            _pass.TakesStatistics = true;
            _pass.Disturbance = batch.Disturbance;
            _pass.WeightGradient = null;
            _pass.MixtureGradient = [];
            plan.Activate(batch);
            _team.Run(plan.Operations.Length, _packing.Prepare(plan, batch.Differentiable));
            foreach (var operation in plan.Operations) PrepareViews(operation);
            foreach (var stage in plan.ForwardStages) Run(plan, stage);
        }

        ReadOutputs(plan, logits);
    }

    /// <summary>Differentiates the last forward pass, which said that it would be: once, or, in a network with a mixture, as often as it is
    /// asked.</summary>
    /// <param name="logitGradient">The gradient of a loss in the outputs of that pass, one after the other. // [N, K] each</param>
    /// <param name="gradients">What is asked for.</param>
    /// <exception cref="InvalidOperationException">There was no such forward pass.</exception>
    public void Backward(ReadOnlySpan<float> logitGradient, in SupernetGradients gradients)
    {
        var plan = _differentiable
            ?? throw new InvalidOperationException("There is no forward pass to differentiate: it must say that a backward pass follows, "
                + "and one of a network without a mixture can be differentiated once.");
        Array.Clear(_mixtureGradient);
        gradients.Weights.Clear();
        fixed (float* weightGradient = gradients.Weights)
        {
            _pass.WeightGradient = weightGradient;
            _pass.MixtureGradient = gradients.Mixture.IsEmpty ? [] : _mixtureGradient;
            _pass.TakesStatistics = false;
            plan.RequireGradients(_pass);
            plan.ClaimGradients();
            WriteGradients(plan, logitGradient);
            foreach (var stage in plan.BackwardStages) Run(plan, stage);
        }

        if (!plan.KeepsMaps) _differentiable = null;
        if (gradients.Mixture.IsEmpty) return;
        foreach (var operation in plan.Operations) (operation as SumOperation)?.AddMixtureGradient(_pass);
        for (var i = 0; i < gradients.Mixture.Length; i++)
            gradients.Mixture[i] = i < _mixtureGradient.Length ? (float)_mixtureGradient[i] : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        foreach (var plan in _plans) plan.Dispose();
        _maps.Dispose();
        _partials.Dispose();
    }

    private SupernetPlan PlanFor(BatchShape shape)
    {
        var index = _plans.FindIndex(known => known.Shape == shape);
        var plan = index < 0 ? new SupernetPlan(_graph, shape, _kernels, _team.Threads) : _plans[index];
        if (index >= 0) _plans.RemoveAt(index);
        _plans.Add(plan);
        if (_plans.Count > MaxPlans)
        {
            _plans[0].Dispose();
            _plans.RemoveAt(0);
        }

        _maps.Reserve(plan.Floats);
        _partials.Reserve(plan.LearningGroups * plan.BackwardStages.Max(stage => stage.GroupFloats));
        plan.Place(_maps.Start);
        return plan;
    }

    private void PrepareViews(Operation operation)
    {
        foreach (var view in operation.Output.Views)
        {
            if (view.Active) view.Prepare(_pass);
        }
    }

    private void Run(SupernetPlan plan, Stage stage)
    {
        foreach (var step in stage.Steps)
        {
            if (step.IsActive) step.Prepare(_pass);
        }

        var groups = _pass.WantsWeights ? plan.LearningGroups : plan.Shape.Images;
        var scratch = new StageScratch(_partials.Start, plan.Shape.Images, groups, stage.GroupFloats);
        _team.Run(groups, _images.Prepare(plan, stage, scratch));
        _ends.Prepare(stage, scratch);
        if (stage.GroupFloats > 0) _team.Run(stage.Steps.Length, _ends);
        else _ends.DoAll();
    }

    private static void ReadOutputs(SupernetPlan plan, Span<float> values)
    {
        foreach (var output in plan.Outputs)
        {
            if (!output.Active) continue;
            var (map, view) = (output.Output, output.Output.Views[0]);
            for (var image = 0; image < plan.Shape.Images; image++)
            {
                for (var c = 0; c < map.Channels; c++) values[image * map.Channels + c] = map.Image(image)[c] + view.Affine.Shift[c];
            }

            values = values[(plan.Shape.Images * map.Channels)..];
        }
    }

    private static void WriteGradients(SupernetPlan plan, ReadOnlySpan<float> gradient)
    {
        foreach (var output in plan.Outputs)
        {
            if (!output.Active) continue;
            var map = output.Output;
            for (var image = 0; image < plan.Shape.Images; image++)
            {
                var target = new Span<float>(map.Gradient!.Image(image), map.PaddedChannels);
                target.Clear();
                gradient.Slice(image * map.Channels, map.Channels).CopyTo(target);
            }

            gradient = gradient[(plan.Shape.Images * map.Channels)..];
        }
    }
}
