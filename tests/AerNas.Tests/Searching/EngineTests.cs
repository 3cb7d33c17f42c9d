using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Spaces;

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
}
