using System.Runtime.ExceptionServices;

namespace AerNas.Runtime;

/// <summary>Carries an exception out of a backward pass: between it and its caller are native frames, and an exception that meets them ends
/// the process. CPU gradients are computed on the thread that asks for them.</summary>
internal static class BackwardFailure
{
    [ThreadStatic]
    private static ExceptionDispatchInfo? _pending;

    /// <summary>Keeps an exception until <see cref="ThrowIfAny"/>; the first one, where there are several.</summary>
    public static void Keep(Exception exception) => _pending ??= ExceptionDispatchInfo.Capture(exception);

    public static void ThrowIfAny()
    {
        var pending = _pending;
        _pending = null;
        pending?.Throw();
    }
}
