using System.Runtime.CompilerServices;
using AerNas.Tests;

[assembly: AssemblyFixture(typeof(RestingFinalizers))]

namespace AerNas.Tests;

/// <summary>
/// While tests run, nothing is finalized. TorchSharp does not keep alive the scalars that it makes of numbers, and tests run side by side: a
/// garbage collection that one causes falls into calls of the others, and the finalizers free what native code is reading. (A search meets the
/// same by collecting between its steps, see <see cref="AerNas.Runtime.StepBoundary"/>.) So the one thread that runs finalizers is kept busy until the
/// last test, or one that measures the process, has it go on.
/// </summary>
public sealed class RestingFinalizers : IDisposable
{
    private static readonly ManualResetEventSlim Begun = new();
    private static readonly ManualResetEventSlim Over = new();

    public RestingFinalizers()
    {
        while (!Begun.IsSet)
        {
            Occupy();
            GC.Collect();
            Begun.Wait(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Has finalizers run again, for good, and waits for those that are due.</summary>
    public static void End()
    {
        Over.Set();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void Dispose() => Over.Set(); // a process ends only after its finalizers

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Occupy() => _ = new Occupation();

    private sealed class Occupation
    {
        ~Occupation()
        {
            Begun.Set();
            Over.Wait();
        }
    }
}
