namespace AerNas.Sizes;

/// <summary>Something takes more memory than can be had; it was not begun.</summary>
public sealed class MemoryShortageException(string message, double neededBytes, double availableBytes) : Exception(message)
{
    /// <summary>How much it would take, by estimate.</summary>
    public double NeededBytes { get; } = neededBytes;

    /// <summary>How much there is.</summary>
    public double AvailableBytes { get; } = availableBytes;
}
