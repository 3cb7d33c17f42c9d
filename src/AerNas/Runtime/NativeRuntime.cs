using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using TorchSharp;

namespace AerNas.Runtime;

/// <summary>
/// Loads TorchSharp's native library where it does not load as shipped.
/// <para>
/// libLibTorchSharp.so of TorchSharp 0.107.0 asks for version GLIBCXX_3.4.32 of libstdc++ (GCC 13), which Debian 12, Ubuntu 22.04 and
/// RHEL 9 do not have; it does so for one symbol that newer C++ headers name and that nothing calls. Where the loader refuses the
/// library for that reason, a copy whose requirement is optional is loaded in its place. The installed file is never written to, and
/// where it loads nothing happens at all.
/// </para>
/// <para>
/// How it is found: TorchSharp loads libtorch_cpu and then "LibTorchSharp" by name through <see cref="NativeLibrary"/>. The runtime
/// first probes the folders of the application, and raises <see cref="AssemblyLoadContext.ResolvingUnmanagedDll"/> when that fails;
/// P/Invokes then find the handle under the same name. (A DllImport resolver would not do: loads by name through
/// <see cref="NativeLibrary"/> do not ask it.) The copy lies elsewhere than libtorch, so libtorch is loaded from the installed folder
/// first: the loader matches what the copy needs by name. The copy has a folder of its own, readable by this user alone, and is deleted as
/// soon as it is loaded: nothing to share between processes, to go stale or to verify, and a read-only installation serves as well.
/// </para>
/// <para>
/// The event is hooked when this assembly is first used. A program that touches TorchSharp before any type of AerNas calls
/// <see cref="EnsureLoaded"/> first.
/// </para>
/// </summary>
public static class NativeRuntime
{
    private const string LibraryName = "LibTorchSharp";

    /// <summary>Loads TorchSharp's native library now; later calls return the same answer.</summary>
    /// <returns>What was loaded.</returns>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public static NativeRuntimeStatus EnsureLoaded()
    {
        var status = OperatingSystem.IsLinux() ? LinuxNativeLibrary.Loaded.Status : new NativeRuntimeStatus(LibraryName, PatchReason: null);
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(torch).TypeHandle); // outside of Lazy: it comes back through the event
            return status;
        }
        catch (TypeInitializationException failure)
        {
            throw new NativeLibraryException(status.Library, failure.InnerException?.Message ?? failure.Message,
                "Restore and publish the application again for this platform.", failure);
        }
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Must stand before the first use of TorchSharp, whatever type "
        + "of AerNas comes first.")]
    internal static void HookResolution()
    {
        if (OperatingSystem.IsLinux() && AssemblyLoadContext.GetLoadContext(typeof(torch).Assembly) is { } context)
            context.ResolvingUnmanagedDll += Resolve;
    }

    [SupportedOSPlatform("linux")]
    private static nint Resolve(Assembly asking, string name) => name == LibraryName ? LinuxNativeLibrary.Loaded.Handle : 0;
}

/// <summary>Which native library serves TorchSharp in this process.</summary>
/// <param name="Library">The library as installed; its name alone where the runtime's own search finds it.</param>
/// <param name="PatchReason">Why a patched copy is in use; null where the installed library is.</param>
public sealed record NativeRuntimeStatus(string Library, string? PatchReason);
