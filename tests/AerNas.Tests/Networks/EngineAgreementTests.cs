using AerNas.Spaces;
using AerNas.Tests.Kernels;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>
/// The fused engine against torch in float64, on drawn spaces, shapes and mixtures: logits, losses, running statistics, every gradient,
/// both orders.
/// </summary>
public sealed class EngineAgreementTests
{
    private const int Cases = 16;
    private const int EveryPair = 8;

    /// <summary>For a lesser machine, whose float64 is that of the whole one: small dense cases of both spaces.</summary>
    private static readonly int[] Dense = [72, 1];

    /// <summary>With one path, of either space.</summary>
    private static readonly int[] OnePath = [2, 3];

    public static TheoryData<int> Seeds => NarrowMachineTests.IsChild ? [.. Dense, .. OnePath] : [.. Enumerable.Range(0, Cases)];

    /// <summary>Cases that have every space with every kind of mixture; on a lesser machine dense ones of both spaces.</summary>
    public static TheoryData<int> OfEveryPair => NarrowMachineTests.IsChild ? [.. Dense] : [.. Enumerable.Range(0, EveryPair)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Results_OfADrawnCase_AreFloat64sButForRounding(int seed)
    {
        using var scope = NewDisposeScope();
        var drawn = EngineCase.Draw(seed);
        Assert.Null(new Neighbourhood(drawn.Exactly).Complaint(drawn.OnFused()));
    }

    [Theory]
    [MemberData(nameof(OfEveryPair))]
    public void Results_WithDisturbedSkips_AreFloat64sButForRounding(int seed)
    {
        using var scope = NewDisposeScope();
        var drawn = EngineCase.Disturbed(seed);
        Assert.Null(new Neighbourhood(drawn.Exactly).Complaint(drawn.OnFused()));
    }

    [Theory]
    [MemberData(nameof(OfEveryPair))]
    public void Results_OfPartialChannels_AreFloat64sButForRounding(int seed)
    {
        using var scope = NewDisposeScope();
        var drawn = EngineCase.Partial(seed);
        Assert.Null(new Neighbourhood(drawn.Exactly).Complaint(drawn.OnFused()));
    }

    /// <summary>
    /// Dense and sparse: an edge that has its skip connection twice computes both, each with weights of its own at stride 2.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Results_WithASkipConnectionTwice_AreFloat64sButForRounding(int seed)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Darts.WithTwins([CandidateOperation.SkipConnect]);
        var skips = new KeptOperations(space, (_, edge, operation) => operation.Family is OperationFamily.None or OperationFamily.Skip
            || edge.From.Value == 0);
        var drawn = EngineCase.Draw(seed);
        drawn = drawn with { Space = space, Options = drawn.Options with { Kept = skips } };
        Assert.Null(new Neighbourhood(drawn.Exactly).Complaint(drawn.OnFused()));
    }

    /// <summary>The check finds an error in one result among hundreds.</summary>
    [Theory]
    [InlineData("logits", 3e-5)]
    [InlineData("running statistics", 3e-5)]
    [InlineData("gradient of alpha Normal", 1e-4)]
    [InlineData("gradient of alpha Normal, second order", 1e-3)]
    public void Results_OffByLittle_AreFound(string name, double error)
    {
        if (NarrowMachineTests.IsChild) return;
        using var scope = NewDisposeScope();
        var drawn = EngineCase.Draw(9); // NAS-Bench-201, dense
        var results = drawn.OnFused().ToDictionary();
        results[name] = results[name].Times(1 + error);
        Assert.NotNull(new Neighbourhood(drawn.Exactly).Complaint(results));
    }
}
