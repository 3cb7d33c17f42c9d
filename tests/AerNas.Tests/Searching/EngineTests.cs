using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>A search on either engine is the same search.</summary>
public sealed class EngineTests
{
    // A ReLU that rounding flips sends a search another way: after ten steps torch in float32 is off by 1e-3 to 1e-1 itself. Which flips
    // differs, so one engine may be somewhat closer than the other.
    private const double Slack = 3;

    private const int Batch = 16;

    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Checkpoint_OfOneEngine_IsReadByTheOther(string name)
    {
        using var fused = Run(name, SupernetEngine.Fused, ScalarType.Float32, steps: 1);
        using var torch = Run(name, SupernetEngine.Torch, ScalarType.Float32, steps: 0);
        var bytes = SearchCheckpoint.Write(fused, "darts-v1");

        SearchCheckpoint.Read(bytes, "checkpoint", torch, "darts-v1");

        Assert.Equal(bytes, SearchCheckpoint.Write(torch, "darts-v1"));
    }

    [Theory]
    [InlineData("darts", 8)]
    [InlineData("nasbench201", 16)]
    public void TenSteps_OnTheFusedEngine_EndAsCloseToFloat64AsTorch(string name, int size)
    {
        using var scope = NewDisposeScope();
        using var exact = Run(name, SupernetEngine.Torch, ScalarType.Float64, 10, size);
        using var torch = Run(name, SupernetEngine.Torch, ScalarType.Float32, 10, size);
        using var fused = Run(name, SupernetEngine.Fused, ScalarType.Float32, 10, size);
        Assert.InRange(Distance(fused, exact), 0, Slack * Distance(torch, exact));
    }

    /// <summary>Between the weights, relative to their norm.</summary>
    private static double Distance(SearchState one, SearchState other)
    {
        var (a, b) = (Weights(one), Weights(other));
        return ((a - b).norm() / b.norm()).item<double>();

        static Tensor Weights(SearchState state) => cat([.. state.Supernet.parameters().Select(p => p.detach().to(ScalarType.Float64).reshape(-1))]);
    }

    private static SearchState Run(string name, SupernetEngine engine, ScalarType dtype, int steps, int size = 8)
    {
        var space = SearchSpace.All.Single(s => s.Name == name);
        var options = DartsV1.Method.Published(space);
        using var stream = RandomStreams.Create(2, "engines");
        var sizes = new SupernetOptions { Channels = 4, Layers = 3, Cells = 1, Classes = 4, Engine = engine, DataType = dtype };
        var supernet = Supernet.Create(space, sizes, stream);
        var alpha = ArchitectureParameters.FromValues(space, _ => (randn([space.Edges.Length, space.Operations.Length], generator: stream) * 1e-3).to(dtype));
        var state = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options));
        using var problem = new SupernetProblem(supernet, alpha, DartsV1.Method.Relaxations(options), options.Entropy.Create(space));
        var step = new BilevelStep(problem, state.Optimizers, DartsV1.Method.ArchitectureStep(options), options);
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            var labels = arange(Batch, ScalarType.Int64).remainder(4);
            LabelledImages Images() => new(randn([Batch, 3, size, size], generator: stream).to(dtype), labels);
            problem.Use(Images(), Images(), options.MomentAt(new RunPosition(0, i)));
            step.Apply(Batch);
        }

        return state;
    }
}
