using System.Runtime.CompilerServices;
using AerNas.Runtime;

namespace AerNas.Tests;

internal static class TestAssembly
{
    /// <summary>Before any test: some touch TorchSharp before they touch AerNas.</summary>
    [ModuleInitializer]
    internal static void LoadNativeLibrary() => NativeRuntime.EnsureLoaded();
}
