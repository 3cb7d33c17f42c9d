using System.Runtime.InteropServices;

namespace AerNas.Sizes;

/// <summary>Memory that was refused after all: by the runtime, by the fused engine's own buffers, or by torch, which says so in a message.
/// An operator of torch that could not get memory throws; only in its backward passes the process ends, which is why sizes are estimated
/// first.</summary>
public static class ExhaustedMemory
{
    private const string TorchSays = "can't allocate memory";

    /// <summary>What to tell of an exception that means it; null of any other.</summary>
    public static string? Explain(Exception exception) => Chain(exception).Any(Means)
        ? "The memory ran out. Lower the channels, the layers or cells, the batch size or the size of the images, or close other "
            + "programs; a run that was saved goes on with --resume."
        : null;

    private static bool Means(Exception exception) => exception is OutOfMemoryException
        || (exception is ExternalException && exception.Message.Contains(TorchSays, StringComparison.Ordinal));

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
