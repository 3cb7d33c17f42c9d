using AerNas.Extensions;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Samples;
using AerNas.Spaces;

namespace AerNas.Tests.Extensions;

public sealed class ExtensionScopeTests
{
    [Fact]
    public async Task Names_InAScope_AreFoundThereAndInItsTasksAlone()
    {
        var outside = new TaskCompletionSource();
        var other = Task.Run(async () =>
        {
            await outside.Task;
            return Finds();
        }, TestContext.Current.CancellationToken);

        using (ExtensionScope.Enter(Extension.Of(new SampleExtension())))
        {
            outside.SetResult();
            Assert.False(await other);
            Assert.True(Finds());
            Assert.True(await Task.Run(Finds, TestContext.Current.CancellationToken));
            Assert.Equal(BetaDarts.Method, MethodCatalog.All[^1]);
        }

        Assert.False(Finds());
    }

    [Fact]
    public void Enter_WithANameThatIsTaken_BringsNothing()
    {
        var sample = Extension.Of(new SampleExtension());
        Assert.Throws<ExtensionException>(() => ExtensionScope.Enter(sample, sample));
        Assert.False(Finds());
        Assert.Empty(ExtensionScope.Current);
    }

    [Fact]
    public void Extension_InWords_TellsAllThatItBrings() => Assert.EndsWith(
        "(AerNas.Samples.Extension.dll) brings the method beta-darts, the term beta-decay, the operation dw_conv_3x3_se, "
        + "the search space chain-6.",
        $"{Extension.Of(new SampleExtension())}", StringComparison.Ordinal);

    private static bool Finds() => MethodCatalog.TryFind("Beta-DARTS", out _) && TermCatalog.TryFind("beta-decay", out _)
        && CandidateOperation.TryParse("dw_conv_3x3_se", out _) && SearchSpace.TryFind("Chain-6", out _);
}
