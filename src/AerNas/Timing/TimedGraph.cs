using System.Diagnostics;
using AerNas.Export;
using AerNas.Graphs;
using AerNas.Inference;
using AerNas.Kernels.Graphs;
using AerNas.Latency;
using AerNas.Networks;
using AerNas.Onnx;
using AerNas.Sizes;
using MathNet.Numerics.Statistics;

namespace AerNas.Timing;

/// <summary>A network that is timed picture by picture, with weights that are not trained, which changes nothing of its latency.</summary>
internal abstract class TimedGraph : IDisposable
{
    private const int LeastRuns = 20;
    private const int Rounds = 3;
    private const double CopiesOfWeights = 8; // drawn, as numbers, folded, in the file and its buffer, twice where it is read
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan TimeOfAMedian = TimeSpan.FromSeconds(0.25);

    /// <summary>Makes a network ready to be timed.</summary>
    /// <param name="graph">What it computes.</param>
    /// <param name="shape">Channels of its images, and their height and width.</param>
    /// <param name="runtime">What computes it.</param>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    public static TimedGraph Of(NetworkGraph graph, (int Channels, int Size) shape, LatencyRuntime runtime)
    {
        RequireMemory(graph.Weights.Sum(weight => (double)weight.Length), graph.ShapesFor(shape.Size).Sum(map => (double)map.Length));
        return runtime == LatencyRuntime.Onnx ? new ByOnnx(graph, shape) : new ByFusedEngine(graph, shape);
    }

    /// <summary>Makes the network of an architecture ready to be timed.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">How its cells are stacked.</param>
    /// <param name="runtime">What computes it.</param>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    public static TimedGraph Of(Genotype genotype, Skeleton skeleton, LatencyRuntime runtime)
    {
        RequireMemory(genotype, skeleton);
        return Of(DerivedGraph.Of(genotype, skeleton), (skeleton.InputChannels, skeleton.ImageSize), runtime);
    }

    /// <summary>Demands that there is memory for the network of an architecture, before anything is made of it.</summary>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    public static void RequireMemory(Genotype genotype, Skeleton skeleton)
    {
        var counted = NetworkSketch.Of(genotype, skeleton).Count();
        RequireMemory(counted.Weights, counted.Passing);
    }

    private static void RequireMemory(double weights, double maps) =>
        new MemoryNeed(sizeof(float) * weights * CopiesOfWeights, sizeof(float) * maps, Batches: 0) { File = sizeof(float) * weights }
            .Require("The network whose latency is measured");

    /// <summary>How long a picture takes, in seconds: the lower quartile of a few, since other programs only ever make one
    /// slower.</summary>
    public double Seconds() => Runs(Time).LowerQuartile();

    /// <summary>How long a picture takes by each of several networks, in seconds: the least of three rounds, between which minutes may lie,
    /// since a machine that others work on is slower for a while.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="make">Makes one ready.</param>
    /// <param name="cancellation">Checked after every network of every round.</param>
    public static double[] LeastSeconds<T>(IReadOnlyList<T> networks, Func<T, TimedGraph> make, CancellationToken cancellation)
    {
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, networks.Count)];
        for (var i = 0; i < Rounds * networks.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var timed = make(networks[i % networks.Count]);
            least[i % networks.Count] = Math.Min(least[i % networks.Count], timed.Seconds());
        }

        return least;
    }

    /// <summary>How long half of many pictures take at most, as the latency of a model is told.</summary>
    public TimeSpan Median() => TimeSpan.FromSeconds(Runs(TimeOfAMedian).Median());

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Computes a picture.</summary>
    protected abstract void Run();

    private List<double> Runs(TimeSpan time)
    {
        var (began, runs) = (Stopwatch.GetTimestamp(), new List<double>());
        for (var i = 0; i < LeastRuns || Stopwatch.GetElapsedTime(began) < time; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Run();
            runs.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return runs;
    }

    private static EvaluatedNetwork Network(NetworkGraph graph, NetworkEngine engine)
    {
        using var draws = RandomStreams.Create(0, "latency");
        return new EvaluatedNetwork(graph, new WeightSource(draws, ScalarType.Float32, CPU),
            new EngineChoice(engine, MemoryLayout.Automatic, new CompilerOptions()));
    }

    private sealed class ByOnnx : TimedGraph
    {
        private readonly OnnxSession _session;
        private readonly byte[] _picture;
        private readonly long[] _shape;

        public ByOnnx(NetworkGraph graph, (int Channels, int Size) shape)
        {
            using var network = Network(graph, NetworkEngine.Torch);
            var values = OnnxExport.ValuesOf(network.Weights.NamedWeights.Concat(network.Weights.NamedStatistics));
            ImmutableArray<double> halves = [.. Enumerable.Repeat(0.5, shape.Channels)];
            var input = new PictureInput(new PicturePreparation(shape.Channels, shape.Size, Framing.Crop), halves, halves);
            using var file = new MemoryStream();
            new OnnxNetwork(graph, input, values).Write(file);
            _session = new OnnxSession("the network that is timed", file.ToArray(), threads: 1);
            _picture = [.. Enumerable.Range(0, shape.Channels * shape.Size * shape.Size).Select(i => (byte)(37 * i))];
            _shape = [1, shape.Channels, shape.Size, shape.Size];
        }

        public override void Dispose() => _session.Dispose();

        protected override void Run() => _session.Run(_picture, _shape);
    }

    private sealed class ByFusedEngine : TimedGraph
    {
        private static readonly NetworkPass Pass = new() { Training = false };

        private readonly EvaluatedNetwork _network;
        private readonly Tensor _picture;

        public ByFusedEngine(NetworkGraph graph, (int Channels, int Size) shape)
        {
            var threads = get_num_threads();
            set_num_threads(1); // as many as the engine takes
            try
            {
                _network = Network(graph, NetworkEngine.Fused);
            }
            finally
            {
                set_num_threads(threads);
            }

            _picture = ones(1, shape.Channels, shape.Size, shape.Size);
        }

        public override void Dispose()
        {
            _network.Dispose();
            _picture.Dispose();
        }

        protected override void Run()
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            _network.Forward(_picture, Pass);
        }
    }
}
