using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Training;
using AerNas.Training;

namespace AerNas.Tests.Searching;

/// <summary>A search on either engine is the same search.</summary>
public sealed class EngineTests
{
    public static TheoryData<string> Spaces => [.. SearchSpace.All.Where(s => Supernet.FusedObstacle(s) is null).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Checkpoint_OfOneEngine_IsReadByTheOther(string name)
    {
        var space = SearchSpace.Find(name);
        using var fused = new EngineTrajectory(DartsV1.Method, space, NetworkEngine.Fused);
        using var torch = new EngineTrajectory(DartsV1.Method, space, NetworkEngine.Torch);
        fused.Advance();
        var bytes = fused.State.Form("darts-v1").Write(fused.State);

        torch.State.Form("darts-v1").Read(bytes, "checkpoint", torch.State);

        Assert.Equal(bytes, torch.State.Form("darts-v1").Write(torch.State));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Search_WhoseEngineKeepsLess_EndsInTheSameBytes(string name)
    {
        using var folder = new TemporaryFolder();
        foreach (var memory in new[] { MemoryUse.Full, MemoryUse.Low })
        {
            var options = SmallSearch.Options(folder, SearchSpace.Find(name), DartsV1.Method);
            options = options with { Runtime = options.Runtime with { Engine = NetworkEngine.Fused, Memory = memory } };
            using var run = SearchRun.Start(options, folder[$"{memory}"], TimeProvider.System);
            SearchRuns.Finish(run);
        }

        SearchRuns.AssertSame(folder["Full"], folder["Low"]);
    }

    [Fact]
    public void Training_WhoseEngineKeepsLess_EndsInTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var memory in new[] { MemoryUse.Full, MemoryUse.Low })
        {
            var options = SmallTraining.OnNoise(folder, SmallTraining.Darts);
            options = options with { Runtime = options.Runtime with { Engine = NetworkEngine.Fused, Memory = memory } };
            using var run = TrainRun.Start(options, folder[$"{memory}"], TimeProvider.System);
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }

        Assert.Equal(SearchRuns.LastCheckpoint(folder["Full"]), SearchRuns.LastCheckpoint(folder["Low"]));
    }
}
