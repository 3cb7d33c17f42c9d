using AerNas.Data;
using AerNas.Export;
using AerNas.Graphs;
using AerNas.Inference;
using AerNas.Kernels.Graphs;
using AerNas.Networks;
using AerNas.Onnx;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Tests.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Onnx;

/// <summary>A network with drawn weights and statistics, as ONNX Runtime computes its file and as torch does in float64.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Size">Height and width of its images.</param>
/// <param name="Seed">Of weights, statistics, pictures and mixture.</param>
internal sealed record OnnxCase(NetworkGraph Graph, int Size, int Seed)
{
    private const int Pictures = 3;

    private static readonly ChannelNormalization Normalization = ChannelNormalization.Cifar10;

    /// <summary>
    /// The largest difference of a logarithm of a probability: of what comes before the softmax, but for a number that all classes share.
    /// </summary>
    /// <param name="folder">Where the file is written.</param>
    public double LargestDifference(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var stream = RandomStreams.Create(Seed, "onnx");
        using var network = new EvaluatedNetwork(Graph, new WeightSource(stream, ScalarType.Float32, CPU),
            new EngineChoice(NetworkEngine.Torch, MemoryLayout.Automatic, new CompilerOptions()));
        foreach (var (name, value) in network.Weights.NamedWeights.Concat(network.Weights.NamedStatistics)) Draw(name, value, stream);
        var (random, pixels) = (new Random(Seed), new byte[Pictures * 3 * Size * Size]);
        random.NextBytes(pixels);
        float[] mixture = [.. Enumerable.Range(0, RandomGraph.Entries).Select(entry => entry % 5 == 0 ? 0 : random.NextSingle())];
        var values = OnnxExport.ValuesOf(network.Weights.NamedWeights.Concat(network.Weights.NamedStatistics));
        var file = folder["network.onnx"];
        var input = new PictureInput(new PicturePreparation(3, Size, Framing.Crop), Normalization.Mean, Normalization.Std);
        using (var target = File.Create(file))
            new OnnxNetwork(Graph, input, values) { Mixture = mixture }.Write(target);
        using var session = new OnnxSession(file, threads: 1);
        var answers = session.Run(pixels, Pictures, 3, Size, Size);
        var exact = Exactly(network, Images(pixels), mixture);
        return answers.Zip(exact, (answer, right) => Math.Abs(Math.Log(answer) - right)).Max();
    }

    /// <summary>Norms that do something, and statistics of maps that are not normalized yet.</summary>
    private static void Draw(string name, Tensor value, Generator stream)
    {
        if (value.dim() != 1) return;
        var drawn = rand(value.shape, generator: stream);
        value.copy_(name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("weight", StringComparison.Ordinal)
            ? drawn.Plus(0.5) : drawn.Minus(0.5));
    }

    /// <summary>Normalized in float64. // [N, 3, size, size]</summary>
    private Tensor Images(byte[] pixels) => tensor((double[])[.. pixels.Select((pixel, i) =>
    {
        var channel = i / (Size * Size) % 3;
        return (pixel / 255.0 - Normalization.Mean[channel]) / Normalization.Std[channel];
    })]).reshape(Pictures, 3, Size, Size);

    private static double[] Exactly(EvaluatedNetwork network, Tensor images, float[] mixture)
    {
        using var stream = RandomStreams.Create(0, "overwritten");
        using var exact = new EvaluatedNetwork(network.Graph, new WeightSource(stream, ScalarType.Float64, CPU),
            new EngineChoice(NetworkEngine.Torch, MemoryLayout.Automatic, new CompilerOptions()));
        foreach (var (to, from) in exact.Weights.NamedWeights.Zip(network.Weights.NamedWeights)
            .Concat(exact.Weights.NamedStatistics.Zip(network.Weights.NamedStatistics)))
            to.Value.copy_(from.Value);
        var pass = new NetworkPass
        {
            Training = false,
            Mixture = new Mixture(SearchSpace.NasBench201, _ => tensor(mixture).to(ScalarType.Float64).reshape(6, 5)),
        };
        var logits = exact.Forward(images, pass)[0];
        return nn.functional.log_softmax(logits, dim: 1).data<double>().ToArray();
    }
}
