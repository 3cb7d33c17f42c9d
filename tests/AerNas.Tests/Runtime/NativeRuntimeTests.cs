using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Runtime;

public sealed class NativeRuntimeTests
{
    [Fact]
    public void EnsureLoaded_CalledAgain_GivesTheSameAnswer() => Assert.Equal(NativeRuntime.EnsureLoaded(), NativeRuntime.EnsureLoaded());

    [Fact]
    public void EnsureLoaded_ThenTensor_Computes()
    {
        NativeRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        Assert.Equal(3f, ones(3).sum().item<float>());
    }

    [Fact]
    public void EnsureLoaded_OnLinux_NamesTheInstalledLibrary()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The library is found by the runtime's own search here.");
        Assert.True(File.Exists(NativeRuntime.EnsureLoaded().Library));
    }
}
