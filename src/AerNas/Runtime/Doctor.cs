using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AerNas.Texts;
using TorchSharp;

namespace AerNas.Runtime;

/// <summary>Looks at what a search stands on: versions, processor, native libraries, memory and disk; then trains a small network for a
/// second.</summary>
public static class Doctor
{
    private const double LeastMemory = 3e9; // what the DARTS search takes at C=16, 8 cells, batch 16
    private const double LeastDisk = 0.5e9;
    private static readonly TimeSpan ProbeDuration = TimeSpan.FromSeconds(1);

    /// <summary>Examines this machine; takes about a second.</summary>
    /// <param name="clock">Measures the training; the system's clock by default.</param>
    /// <param name="cancellation">Ends the examination.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static DoctorReport Examine(TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        var items = ImmutableArray.CreateBuilder<DoctorItem>();
        var problems = ImmutableArray.CreateBuilder<string>();
        AddMachine(items);
        AddSpace(items, problems);
        AddRuns(Environment.CurrentDirectory, items, problems);
        double? speed = null;
        try
        {
            AddNative(items, NativeRuntime.EnsureLoaded());
            speed = Train(items, problems, clock ?? TimeProvider.System, cancellation);
        }
        catch (NativeLibraryException failure)
        {
            problems.Add(failure.Message);
        }

        return new DoctorReport(items.ToImmutable(), problems.ToImmutable(), speed);
    }

    private static void AddMachine(ImmutableArray<DoctorItem>.Builder items)
    {
        items.Add(new("AerNas", VersionOf(typeof(Doctor).Assembly)));
        items.Add(new(".NET", $"{RuntimeInformation.FrameworkDescription} ({RuntimeInformation.RuntimeIdentifier})"));
        items.Add(new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"));
        items.Add(new("TorchSharp", VersionOf(typeof(torch).Assembly)));
        items.Add(new("processors", $"{Environment.ProcessorCount}"));
        items.Add(new("SIMD", Vector512.IsHardwareAccelerated ? "512 bits"
            : Vector256.IsHardwareAccelerated ? "256 bits"
            : Vector128.IsHardwareAccelerated ? "128 bits"
            : "none"));
    }

    private static void AddSpace(ImmutableArray<DoctorItem>.Builder items, ImmutableArray<string>.Builder problems)
    {
        GC.Collect(); // the figures of memory are those of the last collection
        var memory = GC.GetGCMemoryInfo();
        var free = Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        items.Add(new("free memory", $"{Gigabytes(free)} of {Gigabytes(memory.TotalAvailableMemoryBytes)}"));
        if (free < LeastMemory)
            problems.Add($"Free memory is {Gigabytes(free)}; a DARTS search takes about {Gigabytes(LeastMemory)}. Close programs, or lower "
                + "--batch or --channels.");

        var folder = Environment.CurrentDirectory;
        var disk = new DriveInfo(folder).AvailableFreeSpace;
        items.Add(new("free disk", $"{Gigabytes(disk)} in {folder}"));
        if (disk < LeastDisk)
            problems.Add($"Free disk is {Gigabytes(disk)} in {folder}; a run directory may take {Gigabytes(LeastDisk)}. Make room, or name "
                + "another folder with --out.");
    }

    /// <summary>Looks whether runs can be written, by writing.</summary>
    internal static void AddRuns(string folder, ImmutableArray<DoctorItem>.Builder items, ImmutableArray<string>.Builder problems)
    {
        var runs = Path.Combine(folder, "runs");
        var place = Directory.Exists(runs) ? runs : folder;
        var probe = Path.Combine(place, $"{Path.GetRandomFileName()}.aernas");
        try
        {
            AtomicFile.WriteText(probe, "");
            File.Delete(probe);
            items.Add(new("runs", $"can be written in {place}"));
        }
        catch (Exception e) when (e is RunStorageException or IOException or UnauthorizedAccessException)
        {
            items.Add(new("runs", $"cannot be written in {place}"));
            problems.Add($"Runs cannot be written in {place}: {e.InnerException?.Message ?? e.Message} Go to another folder, "
                + "or name one with --out.");
        }
    }

    private static void AddNative(ImmutableArray<DoctorItem>.Builder items, NativeRuntimeStatus status)
    {
        items.Add(new("libtorch", torch.__version__));
        items.Add(new("threads", $"{torch.get_num_threads()} inside an operation, {torch.get_num_interop_threads()} between operations"));
        items.Add(new("native library", status.Library));
        items.Add(new("loaded", status.PatchReason is null ? "as installed" : $"a patched copy: {status.PatchReason}"));
        if (Path.GetDirectoryName(status.Library) is { Length: > 0 } folder)
        {
            string[] patterns = ["libc10*", "libtorch.*", "libtorch_c*"];
            items.Add(new("native files", string.Join(", ", patterns.SelectMany(new DirectoryInfo(folder).GetFiles)
                .Select(file => $"{file.Name} ({file.Length / 1e6:0.0} MB)"))));
        }

        items.Add(new("CUDA", torch.cuda.is_available() ? $"{Counted.Of(torch.cuda.device_count(), "device")} (not tested by "
            + "AerNas yet)" : "not available"));
    }

    private static double Train(
        ImmutableArray<DoctorItem>.Builder items, ImmutableArray<string>.Builder problems, TimeProvider clock,
            CancellationToken cancellation)
    {
        var (speed, loss) = TrainingProbe.Run(clock, ProbeDuration, cancellation);
        items.Add(new("training", $"{speed:0} steps a second of a small network, loss {loss:0.0000}"));
        if (!double.IsFinite(loss))
            problems.Add($"Training a small network gave the loss {loss}. The native library computes wrongly on this processor: "
                + "restore and build again.");
        return speed;
    }

    private static string Gigabytes(double bytes) => $"{bytes / 1e9:0.0} GB";

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? $"{assembly.GetName().Version}";
}

/// <summary>One line of a doctor's report.</summary>
public readonly record struct DoctorItem(string Name, string Value);

/// <summary>What <see cref="Doctor"/> found on this machine.</summary>
/// <param name="Items">Everything that was looked at, in reading order.</param>
/// <param name="Problems">What stands in the way, each with its remedy; empty on a healthy machine.</param>
/// <param name="StepsPerSecond">Training steps a second of a small network; null where none could run.</param>
public sealed record DoctorReport(ImmutableArray<DoctorItem> Items, ImmutableArray<string> Problems, double? StepsPerSecond)
{
    /// <summary>Nothing stands in the way.</summary>
    public bool Healthy => Problems.IsEmpty;
}
