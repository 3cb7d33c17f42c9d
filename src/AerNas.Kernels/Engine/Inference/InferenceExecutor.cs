using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>
/// Computes the scores of a network in evaluation mode, image by image: nothing is kept for a backward pass, batch norms are part of the
/// convolutions before them, and a map's memory is used again as soon as nothing reads it any more. Threads share out the images; an image
/// gives the same scores whatever batch and thread it is computed in. Calls from several threads take turns.
/// </summary>
internal sealed unsafe class InferenceExecutor : IParallelWork, IDisposable
{
    private readonly KernelGraph _graph;
    private readonly KernelSet _kernels;
    private readonly WorkerTeam _team;
    private readonly Lock _turn = new();
    private InferencePlan? _plan;
    private volatile bool _isStale;
    private float* _images; // [N, C, H, W]
    private float* _scores; // [N, K]
    private (int Image, int Scores) _steps; // floats from an image to the next

    /// <param name="graph">A network whose batch norms keep running statistics, and that has no mixture and no disturbances.</param>
    /// <param name="threads">How many threads work, the caller's among them.</param>
    public InferenceExecutor(KernelGraph graph, int threads)
        : this(graph, threads, KernelSet.For(graph))
    {
    }

    /// <summary>Makes an executor of a given vector width.</summary>
    internal InferenceExecutor(KernelGraph graph, int threads, KernelSet kernels) =>
        (_graph, _kernels, _team) = (graph, kernels, new WorkerTeam(threads));

    /// <summary>Has the next call read weights and running statistics anew: they may have changed.</summary>
    public void Refresh() => _isStale = true;

    /// <summary>Computes scores by the weights of the last refresh.</summary>
    /// <param name="batch">Images, weights and running statistics.</param>
    /// <param name="scores">// [N, K]</param>
    public void Run(in SupernetBatch batch, Span<float> scores)
    {
        var shape = batch.Shape;
        lock (_turn)
        {
            fixed (float* weights = batch.Weights, statistics = batch.Statistics, images = batch.Images, first = scores)
            {
                var plan = PlanFor((shape.Height, shape.Width));
                if (_isStale)
                {
                    _isStale = false;
                    plan.Load(weights, statistics);
                }

                _images = images;
                _scores = first;
                _steps = (shape.Channels * shape.Height * shape.Width, scores.Length / shape.Images);
                _team.Run(shape.Images, this);
            }
        }
    }

    /// <inheritdoc/>
    public void Do(int item, int worker) =>
        _plan!.Run(_images + (long)item * _steps.Image, worker, new Span<float>(_scores + (long)item * _steps.Scores, _steps.Scores));

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _plan?.Dispose();
    }

    private InferencePlan PlanFor((int Height, int Width) size)
    {
        if (_plan is { } known && known.Size == size) return known;
        _plan?.Dispose();
        _plan = null;
        _isStale = true;
        return _plan = new InferencePlan(_graph, size, _kernels, _team.Threads);
    }
}
