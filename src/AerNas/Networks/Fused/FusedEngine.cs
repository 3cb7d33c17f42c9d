using AerNas.Kernels.Engine;
using AerNas.Relaxations;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Networks.Fused;

/// <summary>
/// Evaluates a supernet by the kernels of AerNas.Kernels, as one node of torch's autograd graph. Weights and running statistics are one
/// tensor each, which the kernels read and write in place. What needs no gradient when a pass is run gets none, and costs nothing.
/// </summary>
internal sealed class FusedEngine : IDisposable
{
    private readonly SupernetExecutor _executor;
    private readonly int _classes;
    private readonly IReadOnlyList<TracedSkip> _skips;
    private readonly bool _weighsEdges;
    private long _passes;

    /// <summary>Makes the engine of a supernet; it takes over both flat tensors.</summary>
    /// <param name="traced">What the supernet computes.</param>
    /// <param name="weights">All parameters.</param>
    /// <param name="statistics">All running statistics.</param>
    /// <param name="classes">K.</param>
    public FusedEngine(GraphTracer traced, FlatTensor weights, FlatTensor statistics, int classes)
    {
        Weights = weights;
        Weights.Values.requires_grad = true;
        Statistics = statistics;
        _classes = classes;
        (_skips, _weighsEdges) = (traced.Skips, traced.WeighsEdges);
        _executor = new SupernetExecutor(traced.Graph, get_num_threads());
    }

    /// <summary>All parameters.</summary>
    public FlatTensor Weights { get; }

    /// <summary>All running statistics.</summary>
    public FlatTensor Statistics { get; }

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Constants. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <param name="training">Whether batch norms use the batch and update the running statistics.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    public Tensor Forward(Tensor images, Mixture mixture, bool training)
    {
        if (images.requires_grad) throw new ArgumentException("The fused engine gives no gradient of images; use the Torch engine.", nameof(images));
        using var scope = NewDisposeScope();
        var flat = Flat(mixture);
        var pass = new FusedPass(this, ++_passes, empty(images.shape[0], _classes, dtype: ScalarType.Float32))
        {
            MixtureEntries = flat.numel(),
            OfWeights = is_grad_enabled() && Weights.Values.requires_grad,
            OfMixture = flat.requires_grad,
        };
        _executor.Forward(new SupernetBatch
        {
            Images = images.contiguous().Floats(),
            Shape = new BatchShape((int)images.shape[0], (int)images.shape[1], (int)images.shape[2], (int)images.shape[3]),
            Weights = Weights.Values.Floats(),
            Statistics = Statistics.Values.Floats(),
            Mixture = flat.Floats(),
            Active = mixture.Active,
            AddsInactive = mixture.AddsInactiveWeights,
            Disturbance = training ? FusedSkips.Of(mixture, _skips) : null,
            Training = training,
            Differentiable = pass.IsDifferentiable,
        }, pass.Logits.Floats());
        var logits = pass.IsDifferentiable ? FusedFunction.Apply(pass, Weights.Values, flat) : pass.Logits;
        return logits.MoveToOuterDisposeScope();
    }

    /// <summary>The weights of all operations, and those of the edges where channels bypass operations. // [kinds * E * O (+ kinds * E)]</summary>
    private Tensor Flat(Mixture mixture)
    {
        var kinds = mixture.Space.CellKinds;
        var operations = kinds.Select(kind => mixture[kind].reshape(-1));
        return cat([.. _weighsEdges ? operations.Concat(kinds.Select(kind => mixture.EdgeWeights(kind) ?? ones(mixture.Space.Edges.Length))) : operations]);
    }

    /// <summary>The gradients of a pass; null where none is needed. They are owned by the caller's scope.</summary>
    /// <param name="pass">The last pass.</param>
    /// <param name="logitGradient">// [N, K]</param>
    /// <exception cref="InvalidOperationException">Another pass has been run since, and the state of this one is gone.</exception>
    public (Tensor? Weights, Tensor? Mixture) Backward(FusedPass pass, Tensor logitGradient)
    {
        if (pass.Number != _passes)
            throw new InvalidOperationException(
                $"Gradients are asked of forward pass {pass.Number} of a supernet after pass {_passes} was run; "
                + "the fused engine keeps the state of the last pass only: ask for gradients before the next pass, or use the Torch engine.");
        using var scope = NewDisposeScope();
        var weights = pass.OfWeights ? empty_like(Weights.Values) : null;
        var mixture = pass.OfMixture ? empty(pass.MixtureEntries, dtype: ScalarType.Float32) : null;
        _executor.Backward(logitGradient.contiguous().Floats(), new SupernetGradients
        {
            Weights = weights is null ? [] : weights.Floats(),
            Mixture = mixture is null ? [] : mixture.Floats(),
        });
        return (weights?.MoveToOuterDisposeScope(), mixture?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _executor.Dispose();
        Weights.Dispose();
        Statistics.Dispose();
    }
}
