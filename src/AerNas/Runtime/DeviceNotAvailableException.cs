namespace AerNas.Runtime;

/// <summary>A run is to compute on a device that is not there.</summary>
public sealed class DeviceNotAvailableException(string? device, string message) : Exception(message)
{
    /// <summary>The device asked for.</summary>
    public string? Device { get; } = device;
}
