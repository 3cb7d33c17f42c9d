using AerNas.Graphs;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using AerNas.Networks.Torch;

namespace AerNas.Networks;

/// <summary>A network that can be evaluated: its graph, the values of its weights, and the engine that computes it.</summary>
internal sealed class EvaluatedNetwork : IDisposable
{
    private readonly TorchEngine _torch;
    private readonly FusedEngine? _fused;

    /// <summary>Draws the weights of a network and chooses its engine.</summary>
    /// <param name="graph">What it computes.</param>
    /// <param name="source">Where its weights come from.</param>
    /// <param name="choice">What it is to be evaluated by.</param>
    /// <exception cref="InvalidOptionsException">The fused engine is asked for and cannot run it.</exception>
    public EvaluatedNetwork(NetworkGraph graph, WeightSource source, EngineChoice choice)
    {
        Graph = graph;
        Weights = new NetworkWeights(graph, source);
        _torch = new TorchEngine(graph, Weights, choice.Layout);
        if (choice.Engine == NetworkEngine.Torch) return;
        try
        {
            if (Obstacle(source) is { } obstacle) throw new UnsupportedLayerException(obstacle);
            _fused = new FusedEngine(graph, Weights, choice.Passes);
        }
        catch (UnsupportedLayerException e)
        {
            if (choice.Engine == NetworkEngine.Auto)
            {
                EngineNote = $"The fused engine cannot run this network: {e.Message}. Torch does.";
                return;
            }

            Dispose();
            throw new InvalidOptionsException("runtime.engine",
                $"the fused engine cannot run this network: {e.Message}; use auto or torch.");
        }
    }

    /// <summary>What it computes.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>The values of its weights and statistics.</summary>
    public NetworkWeights Weights { get; }

    /// <summary>What evaluates it: <see cref="NetworkEngine.Fused"/> or <see cref="NetworkEngine.Torch"/>.</summary>
    public NetworkEngine Engine => _fused is null ? NetworkEngine.Torch : NetworkEngine.Fused;

    /// <summary>Why Torch evaluates it where the choice was left open; null where the fused engine does or Torch was asked for.</summary>
    public string? EngineNote { get; }

    /// <summary>Computes the outputs of the network; they are owned by the caller's scope. // [N, K] each</summary>
    public Tensor[] Forward(Tensor images, NetworkPass pass) =>
        _fused?.Forward(images, pass) ?? ForwardByTorch(images, pass);

    /// <summary>The same by torch's operators, whichever engine was chosen.</summary>
    public Tensor[] ForwardByTorch(Tensor images, NetworkPass pass) => _torch.Forward(images, pass, Graph.Outputs(pass.Training));

    /// <summary>
    /// Has evaluation read weights and running statistics anew. The fused engine keeps them in a form of its own from one evaluation to
    /// the next; a pass that trains or is differentiated has them read anew by itself.
    /// </summary>
    public void ReadAnew() => _fused?.ReadAnew();

    /// <summary>
    /// Leaves torch one thread of this process where the fused engine runs: torch's own would spin on the processors that the engine's work
    /// on.
    /// </summary>
    public void ClaimProcessors()
    {
        if (_fused is not null) set_num_threads(1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fused?.Dispose();
        Weights.Dispose();
    }

    private static string? Obstacle(WeightSource source)
    {
        if (source.DataType != ScalarType.Float32) return $"it computes in float32, not in {source.DataType}";
        return source.Device.type != TorchSharp.DeviceType.CPU ? $"it computes on the CPU, not on {source.Device}" : null;
    }
}

/// <summary>What a network is to be evaluated by.</summary>
/// <param name="Engine">Which engine; the fused one takes as many threads as torch has when the network is built.</param>
/// <param name="Layout">How feature maps lie in memory on the Torch engine.</param>
/// <param name="Passes">What passes may do beside evaluating it, for which the fused engine makes room.</param>
internal readonly record struct EngineChoice(NetworkEngine Engine, MemoryLayout Layout, CompilerOptions Passes);
