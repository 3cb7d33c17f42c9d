using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;

namespace AerNas.Networks.Fused;

/// <summary>
/// Evaluates a network by the kernels of AerNas.Kernels, as one node of torch's autograd graph. Weights and running statistics are one
/// tensor each, which the kernels read and write in place. What needs no gradient when a pass is run gets none, and costs nothing.
/// </summary>
internal sealed class FusedEngine : IDisposable
{
    private readonly Lazy<SupernetExecutor> _executor;
    private readonly Lazy<InferenceExecutor>? _inference; // null where evaluation takes the statistics of a batch, or a mixture
    private readonly NetworkGraph _graph;
    private readonly (int Skips, int Paths) _places;
    private readonly int _entries; // of the mixture
    private long _passes;

    /// <summary>Makes the engine of a network.</summary>
    /// <param name="graph">What it computes.</param>
    /// <param name="weights">Its weights, in one tensor; they stay their owner's.</param>
    /// <param name="options">What passes may do beside evaluating it.</param>
    /// <exception cref="UnsupportedLayerException">It has a layer that the kernels do not compute.</exception>
    public FusedEngine(NetworkGraph graph, NetworkWeights weights, CompilerOptions options)
    {
        var compiled = GraphCompiler.Compile(graph, options);
        weights.Flatten();
        (_graph, Weights, Statistics) = (graph, weights.Flat!, weights.FlatStatistics!);
        _places = (graph.Layers.Count(layer => layer is DisturbLayer), graph.Layers.Count(layer => layer is DropPathLayer));
        _entries = graph.Layers.OfType<SumLayer>().SelectMany(sum => sum.Terms.Select(term => term.MixtureEntry ?? -1))
            .DefaultIfEmpty(-1).Max() + 1;
        var threads = get_num_threads();
        _executor = new(() => new SupernetExecutor(compiled, threads));
        if (_entries > 0 || graph.Layers.Any(layer => layer is NormLayer { Running: null })) return;
        var evaluated = GraphCompiler.Compile(graph, new CompilerOptions(Evaluates: true));
        _inference = new(() => new InferenceExecutor(evaluated, threads));
    }

    /// <summary>All parameters.</summary>
    public FlatTensor Weights { get; }

    /// <summary>All running statistics.</summary>
    private FlatTensor Statistics { get; }

    /// <summary>Computes the outputs of the network.</summary>
    /// <param name="images">Constants. // [N, C, H, W]</param>
    /// <param name="pass">What the pass takes beside them.</param>
    /// <returns>Logits, and those of the second classifier where the pass trains; owned by the caller's scope. // [N, K] each</returns>
    public Tensor[] Forward(Tensor images, NetworkPass pass)
    {
        if (images.requires_grad)
            throw new ArgumentException("The fused engine gives no gradient of images; use the Torch engine.", nameof(images));
        var learns = is_grad_enabled() && Weights.Values.requires_grad;
        if (!pass.Training && !learns && _inference is not null) return [Evaluate(images, _inference.Value)];
        ReadAnew();
        using var scope = NewDisposeScope();
        var flat = Flat(pass);
        var outputs = _graph.Outputs(pass.Training);
        var (rows, classes) = (images.shape[0], _graph.ChannelsOf(_graph.Logits));
        var fused = new FusedPass(this, ++_passes, empty(outputs.Length * rows, classes, dtype: ScalarType.Float32))
        {
            MixtureEntries = flat.numel(),
            OfWeights = learns,
            OfMixture = flat.requires_grad,
        };
        _executor.Value.Forward(new SupernetBatch
        {
            Images = images.contiguous().Floats(),
            Shape = ShapeOf(images),
            Weights = Weights.Values.Floats(),
            Statistics = Statistics.Values.Floats(),
            Mixture = flat.Floats(),
            Active = pass.Mixture is { } mixture ? mixture.Active : [],
            AddsInactive = pass.Mixture?.AddsInactiveWeights == true,
            Outputs = outputs.Length,
            Disturbance = pass.Training ? FusedDisturbance.Of(pass, _places, (int)rows) : null,
            Training = pass.Training,
            Differentiable = fused.IsDifferentiable,
        }, fused.Logits.Floats());
        var all = fused.IsDifferentiable ? FusedFunction.Apply(fused, Weights.Values, flat) : fused.Logits; // [outputs * N, K]
        return [.. outputs.Select((_, i) => (outputs.Length == 1 ? all : all.narrow(0, i * rows, rows)).MoveToOuterDisposeScope())];
    }

    /// <summary>Has evaluation read weights and running statistics anew: they may have changed.</summary>
    public void ReadAnew()
    {
        if (_inference is { IsValueCreated: true } inference) inference.Value.Refresh();
    }

    /// <summary>The scores of the classes, computed image by image with nothing kept. // [N, K]</summary>
    private Tensor Evaluate(Tensor images, InferenceExecutor inference)
    {
        using var scope = NewDisposeScope();
        var logits = empty(images.shape[0], _graph.ChannelsOf(_graph.Logits), dtype: ScalarType.Float32);
        inference.Run(new SupernetBatch
        {
            Images = images.contiguous().Floats(),
            Shape = ShapeOf(images),
            Weights = Weights.Values.Floats(),
            Statistics = Statistics.Values.Floats(),
        }, logits.Floats());
        return logits.MoveToOuterDisposeScope();
    }

    private static BatchShape ShapeOf(Tensor images) =>
        new((int)images.shape[0], (int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);

    /// <summary>The weights of all entries; those of edges are 1 where the mixture has none. // [entries]</summary>
    private Tensor Flat(NetworkPass pass)
    {
        var weights = pass.Mixture?.Flat() ?? empty(0);
        return weights.numel() < _entries ? cat([weights, ones(_entries - weights.numel())]) : weights;
    }

    /// <summary>The gradients of a pass; null where none is needed. They are owned by the caller's scope.</summary>
    /// <param name="pass">The last pass.</param>
    /// <param name="gradient">Of the outputs, one after the other. // [outputs * N, K]</param>
    /// <exception cref="InvalidOperationException">Another pass has been run since, and the state of this one is gone.</exception>
    public (Tensor? Weights, Tensor? Mixture) Backward(FusedPass pass, Tensor gradient)
    {
        if (pass.Number != _passes)
            throw new InvalidOperationException(
                $"Gradients are asked of forward pass {pass.Number} of a network after pass {_passes} was run; "
                + "the fused engine keeps the state of the last pass only: ask for gradients before the next pass, "
                + "or use the Torch engine.");
        using var scope = NewDisposeScope();
        var weights = pass.OfWeights ? empty_like(Weights.Values) : null;
        var mixture = pass.OfMixture ? empty(pass.MixtureEntries, dtype: ScalarType.Float32) : null;
        _executor.Value.Backward(gradient.contiguous().Floats(), new SupernetGradients
        {
            Weights = weights is null ? [] : weights.Floats(),
            Mixture = mixture is null ? [] : mixture.Floats(),
        });
        return (weights?.MoveToOuterDisposeScope(), mixture?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_executor.IsValueCreated) _executor.Value.Dispose();
        if (_inference is { IsValueCreated: true }) _inference.Value.Dispose();
    }
}
