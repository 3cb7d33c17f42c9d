using System.Globalization;

namespace AerNas.Tests.Arithmetic;

/// <summary>
/// Collects garbage and runs finalizers without pause, until it is disposed of: whatever native code reads and nothing holds is then soon
/// freed under it. <c>AERNAS_STRESS_CALLS</c>, e.g. 5000000, makes the tests under it longer.
/// </summary>
internal sealed class ConstantCollection : IDisposable
{
    private const int ShortCalls = 60_000;
    private const int CallsOfARound = 1_000_000;

    private readonly int _before = GC.CollectionCount(1);
    private readonly Thread _collecting;
    private volatile bool _over;

    public ConstantCollection()
    {
        _collecting = new Thread(Collect) { IsBackground = true };
        _collecting.Start();
    }

    /// <summary>How many calls are made under it.</summary>
    public static int Calls { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AERNAS_STRESS_CALLS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var asked)
            ? asked
            : ShortCalls;

    /// <summary>How often a whole search is run under it.</summary>
    public static int Rounds => Math.Max(1, Calls / CallsOfARound);

    /// <summary>How often garbage has been collected under it.</summary>
    public int Count => GC.CollectionCount(1) - _before;

    /// <inheritdoc/>
    public void Dispose()
    {
        _over = true;
        _collecting.Join();
    }

    private void Collect()
    {
        while (!_over)
        {
            GC.Collect(1); // what calls leave is young, and a collection of all would come less often
            GC.WaitForPendingFinalizers();
        }
    }
}
