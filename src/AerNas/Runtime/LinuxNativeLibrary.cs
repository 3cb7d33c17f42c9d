using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AerNas.Runtime;

/// <summary>Finds TorchSharp's library on Linux and loads it, or the patched copy of it; <see cref="NativeRuntime"/> tells why.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxNativeLibrary
{
    private const string LibraryFile = "libLibTorchSharp.so";
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const string UnusedSymbol = "_ZSt21ios_base_library_initv";

    private static readonly string[] LibtorchFiles = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<(NativeRuntimeStatus Status, nint Handle)> Once = new(Load);

    /// <summary>The library of this process; loaded at the first call.</summary>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public static (NativeRuntimeStatus Status, nint Handle) Loaded => Once.Value;

    private static (NativeRuntimeStatus Status, nint Handle) Load()
    {
        var folder = FindFolder();
        var installed = Path.Combine(folder, LibraryFile);
        foreach (var file in LibtorchFiles) RequireComplete(Path.Combine(folder, file));
        RequireComplete(installed);
        try
        {
            return (new NativeRuntimeStatus(installed, PatchReason: null), NativeLibrary.Load(installed));
        }
        catch (DllNotFoundException refusal) when (refusal.Message.Contains(MissingVersion, StringComparison.Ordinal))
        {
            foreach (var file in LibtorchFiles) NativeLibrary.Load(Path.Combine(folder, file));
            var reason = $"the system's libstdc++ does not offer {MissingVersion}";
            return (new NativeRuntimeStatus(installed, reason), LoadPatchedCopy(installed));
        }
        catch (DllNotFoundException refusal)
        {
            throw new NativeLibraryException(installed, LoaderMessage(refusal), "Install what it names, then start again.", refusal);
        }
    }

    private static string FindFolder()
    {
        var searched = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"))
            .Distinct().ToArray();
        return searched.FirstOrDefault(folder => File.Exists(Path.Combine(folder, LibraryFile)))
            ?? throw new NativeLibraryException(LibraryFile, $"it lies in none of {string.Join(", ", searched)}.",
                "Publish the application for this platform, or reference the package TorchSharp-cpu; it has a build for linux-x64.");
    }

    private static void RequireComplete(string path)
    {
        try
        {
            ElfImage.RequireComplete(path);
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException(path, failure.Message, "Restore and build, or publish, the application again.", failure);
        }
    }

    private static nint LoadPatchedCopy(string installed)
    {
        const string remedy = "Install libstdc++ of GCC 13 or newer, or set TMPDIR to a writable folder on a file system "
            + "that may hold programs.";
        byte[] patched;
        try
        {
            patched = ElfVersionPatch.MakeOptional(File.ReadAllBytes(installed), MissingVersion, UnusedSymbol);
        }
        catch (BadImageFormatException failure)
        {
            throw new NativeLibraryException(installed,
                $"it needs {MissingVersion} and cannot do without. {failure.Message}", remedy, failure);
        }

        var failures = new List<string>();
        foreach (var folder in CopyFolders())
        {
            try
            {
                return LoadCopy(patched, folder);
            }
            catch (Exception failure) when (failure is DllNotFoundException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"{folder}: {LoaderMessage(failure)}");
            }
        }

        throw new NativeLibraryException(
            installed, $"it needs {MissingVersion}, and no patched copy could be loaded ({string.Join("; ", failures)}).", remedy);
    }

    private static IEnumerable<string> CopyFolders() => new[]
    {
        Path.GetTempPath(),
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        "/dev/shm",
        AppContext.BaseDirectory,
    }.Where(Directory.Exists).Select(folder => folder!);

    private static nint LoadCopy(byte[] library, string folder)
    {
        var own = Path.Combine(folder, $"aernas-{Guid.NewGuid():n}");
        Directory.CreateDirectory(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var copy = Path.Combine(own, LibraryFile);
            File.WriteAllBytes(copy, library);
            return NativeLibrary.Load(copy);
        }
        finally
        {
            Directory.Delete(own, recursive: true); // what is mapped stays mapped
        }
    }

    /// <summary>What the system's loader said, without the advice that .NET puts before it.</summary>
    private static string LoaderMessage(Exception failure) =>
        failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
}
