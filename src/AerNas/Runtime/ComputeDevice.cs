using System.Globalization;
using AerNas.Texts;
using TorchSharp;

namespace AerNas.Runtime;

/// <summary>The devices that a run may name, and whether this machine has them; nowhere else is that decided.</summary>
public static class ComputeDevice
{
    /// <summary>The processor.</summary>
    public const string Processor = "cpu";

    private const string Cuda = "cuda";

    /// <summary>What is wrong with a device's name, as a sentence; null where it is well formed, be the device there or not.</summary>
    public static string? ProblemOf(string? name) =>
        name == Processor || IndexOf(name) is not null ? null : $"'{name}' is no device; use cpu, cuda or cuda:N.";

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, or <c>cuda:N</c> with N from 0.</param>
    /// <exception cref="DeviceNotAvailableException">It is no device's name, or this machine or build has no such device.</exception>
    public static Device Open(string name)
    {
        if (ProblemOf(name) is { } problem) throw new DeviceNotAvailableException(name, problem);
        if (IndexOf(name) is not { } index) return CPU;
        NativeRuntime.EnsureLoaded();
        var count = cuda.is_available() ? cuda.device_count() : 0;
        if (index < count) return new Device(DeviceType.CUDA, index);
        throw new DeviceNotAvailableException(name, count == 0
            ? $"{name} is not available: this machine or this build of AerNas has no CUDA device; use cpu, or build with "
            + "-p:TorchBackend=cuda-linux or cuda-windows on a machine that has one."
            : $"{name} is not available: this machine has {Counted.Of(count, "CUDA device")}, counted from 0; use "
                + $"cuda:{count - 1}{(count == 1 ? "" : " or less")}, or cpu.");
    }

    /// <summary>A device that is there: the one given, or the processor where none is.</summary>
    /// <exception cref="DeviceNotAvailableException">This machine or build has no such device.</exception>
    public static Device Require(Device? device) => device is null ? CPU : Open(device.ToString());

    /// <summary>N of <c>cuda:N</c>, 0 of <c>cuda</c>; null of any other name.</summary>
    private static int? IndexOf(string? name)
    {
        if (name == Cuda) return 0;
        if (name is null || !name.StartsWith($"{Cuda}:", StringComparison.Ordinal)) return null;
        return int.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
