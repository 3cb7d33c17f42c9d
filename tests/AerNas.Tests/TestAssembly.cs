using System.Runtime.CompilerServices;
using AerNas.Runtime;

namespace AerNas.Tests;

internal static class TestAssembly
{
    /// <summary>
    /// Before any test: some touch TorchSharp before they touch AerNas. Tests run side by side, so torch takes one thread a test.
    /// </summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        NativeRuntime.EnsureLoaded();
        TorchSharp.torch.set_num_threads(1);
    }
}
