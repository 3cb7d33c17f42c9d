using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;
using AerNas.Tests.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>Fifty steps of the fused engine, each held against the float64 step from the very state and images it started from.</summary>
public sealed class TrajectoryTests
{
    private const int Steps = 50;

    [Theory]
    [InlineData("nasbench201", "darts-v1")]
    [InlineData("nasbench201", "darts-v2")]
    [InlineData("darts", "darts-v1")]
    [InlineData("nasbench201", "nasp")]
    [InlineData("nasbench201", "snas")]
    [InlineData("nasbench201", "dropnas")]
    public void EveryStep_OnTheFusedEngine_IsFloat64sButForRounding(string spaceName, string name)
    {
        var space = SearchSpace.Find(spaceName);
        var method = name == "dropnas" ? Judgeable(DropNas.Method) : MethodCatalog.All.Single(m => m.Name == name);
        using var fused = new EngineTrajectory(method, space, NetworkEngine.Fused);
        using var exact = new EngineTrajectory(method, space, NetworkEngine.Torch, ScalarType.Float64);
        using var start = new EngineTrajectory(method, space, NetworkEngine.Torch, ScalarType.Float64);
        for (var step = 1; step <= Steps; step++)
        {
            using var scope = NewDisposeScope();
            start.ContinueFrom(fused);
            var left = fused.Advance();
            var expected = new Neighbourhood(neighbour =>
            {
                exact.ContinueFrom(start);
                return exact.Advance(neighbour);
            });
            if (expected.Complaint(left) is { } complaint) Assert.Fail($"step {step}: {complaint}");
        }
    }

    /// <summary>
    /// Dropped alphas learn by the regularizer alone, whose gradient at nearly equal alphas is a small difference of large numbers; and
    /// where all that reads a node is a convolution before a batch norm, the scale of that node has no gradient. Adam makes a whole step of
    /// such rounding, in float32 the same on either engine, so alpha descends without it here; the other methods move it by Adam.
    /// </summary>
    private static SearchMethod Judgeable(SearchMethod method) => method with { Published = space => Judgeable(method.Published(space)) };

    private static SearchOptions Judgeable(SearchOptions options) => options with
    {
        Entropy = new EntropyOptions { Schedule = EntropySchedule.Off },
        Alpha = options.Alpha with { Optimizer = AlphaOptimizer.Descent },
    };
}
