namespace AerNas.Sizes;

/// <summary>Something takes more memory than can be had; it was not begun.</summary>
public sealed class MemoryShortageException : Exception
{
    /// <summary>Tells what takes how much, how much there is, and what takes less.</summary>
    public MemoryShortageException(string message, double neededBytes, double availableBytes)
        : base(message)
    {
        NeededBytes = neededBytes;
        AvailableBytes = availableBytes;
    }

    /// <summary>How much it would take, by estimate.</summary>
    public double NeededBytes { get; }

    /// <summary>How much there is.</summary>
    public double AvailableBytes { get; }
}
