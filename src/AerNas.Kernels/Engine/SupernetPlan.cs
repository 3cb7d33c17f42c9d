using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A graph made ready for images of one shape: operations, stages, memory.</summary>
internal sealed unsafe class SupernetPlan : IDisposable
{
    private const int FewImages = 8; // so few are groups of one each
    private const int SomeGroups = 16; // of two images, while there are no more
    private const int MaxGroups = 32; // of four; enough for as many threads, few enough that adding them up costs little

    private readonly ChannelArena _arena = new();
    private readonly MemoryLayout _layout;

    public SupernetPlan(KernelGraph graph, BatchShape shape, KernelSet kernels, int threads)
    {
        Shape = shape;
        LearningGroups = GroupsOf(shape.Images);
        var context = new PlanContext(kernels, _arena, shape.Images);
        Operations = new PlanBuilder(graph, shape, context).Build(out var needs);
        Outputs = [.. graph.Outputs.Select(output => Operations[output.Index])];
        ForwardStages = ForwardSchedule.Of(Operations, context);
        BackwardStages = BackwardSchedule.Of(Operations, context);
        if (graph.Recomputes) BackwardStages = Recomputation.Of(Operations, BackwardStages);
        PlaceSums();
        needs = needs with { Held = BackwardStages.Max(stage => stage.HeldFloats) };
        Workspaces = [.. Enumerable.Range(0, threads).Select(_ => new Workspace(context.Slots, needs, kernels.Lanes))];
        KeepsMaps = Operations.OfType<SumOperation>().Any(sum => sum.IsMixed);
        _layout = new MemoryLayout(Operations, ForwardStages, BackwardStages, shape.Images, KeepsMaps);
    }

    public BatchShape Shape { get; }
    public ImmutableArray<Operation> Operations { get; }
    public ImmutableArray<Stage> ForwardStages { get; }
    public ImmutableArray<Stage> BackwardStages { get; }
    public ImmutableArray<Workspace> Workspaces { get; }

    /// <summary>Groups that the images fall into where weight gradients are asked for: each gathers its own.</summary>
    public int LearningGroups { get; }

    public long Floats => _layout.Floats;

    /// <summary>Whether a pass can be differentiated again: where there is a mixture, for alpha and w ask one after the other.</summary>
    public bool KeepsMaps { get; }

    /// <summary>What is asked for.</summary>
    public ImmutableArray<Operation> Outputs { get; }

    /// <summary>Gives maps and gradients their memory.</summary>
    public void Place(float* start) => _layout.Place(start);

    /// <summary>Marks what the entries of the mixture that take part lead to.</summary>
    /// <param name="batch">Which take part, and the weights of all.</param>
    public void Activate(in SupernetBatch batch)
    {
        foreach (var operation in Operations)
        {
            operation.Active = false;
            foreach (var view in operation.Output.Views) view.Active = false;
        }

        for (var output = 0; output < Math.Min(batch.Outputs, Outputs.Length); output++)
        {
            Outputs[output].Active = true;
            Outputs[output].Output.Views[0].Active = true;
        }

        for (var i = Operations.Length - 1; i >= 0; i--)
        {
            var operation = Operations[i];
            if (operation is SumOperation sum) sum.Activate(batch);
            else if (operation.Active) Array.ForEach(operation.Inputs, static view => view.Active = true);
            foreach (var view in operation.Inputs) Operations[view.Map.Index].Active |= view.Active && operation.Active;
        }
    }

    /// <summary>Marks the maps whose gradient is needed for what the pass asks for.</summary>
    public void RequireGradients(Pass pass)
    {
        foreach (var operation in Operations)
        {
            var map = operation.Output;
            var requires = (pass.WantsWeights && (operation.HasParameters || map.Views.Exists(view => view.Norm?.Scale is not null)))
                || (pass.WantsMixture && operation is SumOperation);
            foreach (var view in operation.Inputs) requires |= view.Active && view.Map.RequiresGradient;
            map.RequiresGradient = requires && operation.Active;
        }
    }

    /// <summary>Settles which step is the first to write to each gradient.</summary>
    public void ClaimGradients()
    {
        foreach (var operation in Operations)
        {
            operation.Output.Gradient?.Release();
            operation.Output.Rectified?.Release();
        }

        foreach (var output in Outputs)
            if (output.Active) output.Output.Gradient!.Claim(this);

        foreach (var stage in BackwardStages)
        {
            foreach (var step in stage.Steps)
                if (step.IsActive) step.Claim();
        }
    }

    public void Dispose()
    {
        foreach (var workspace in Workspaces) workspace.Dispose();
        _arena.Dispose();
    }

    private static int GroupsOf(int images) =>
        Math.Min(images, Math.Max(Math.Clamp(images / 2, FewImages, SomeGroups), Math.Min(images / 4, MaxGroups)));

    /// <summary>Gives the sums of every stage the same memory, one after the other.</summary>
    private void PlaceSums()
    {
        ImmutableArray<Stage> stages = [.. ForwardStages, .. BackwardStages];
        var start = _arena.Take(stages.Max(stage => stage.Steps.SelectMany(step => step.Sums).Sum(sums => sums.Floats)));
        foreach (var stage in stages)
        {
            var next = start;
            foreach (var sums in stage.Steps.SelectMany(step => step.Sums))
            {
                sums.Place(next);
                next += sums.Floats;
            }
        }
    }
}
