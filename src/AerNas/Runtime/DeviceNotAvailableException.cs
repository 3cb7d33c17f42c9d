namespace AerNas.Runtime;

/// <summary>A run is to compute on a device that is not there.</summary>
public sealed class DeviceNotAvailableException : Exception
{
    /// <summary>Tells which device, and what can be done.</summary>
    public DeviceNotAvailableException(string? device, string message)
        : base(message)
    {
        Device = device;
    }

    /// <summary>The device asked for.</summary>
    public string? Device { get; }
}
