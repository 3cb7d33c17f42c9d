// The most multiply-adds that the machine does: every thread at once multiplies and adds in the widest vectors the runtime takes, in
// registers only. Sixteen sums are in flight, twelve where there are only sixteen registers (256 bits): two units of latency four need
// eight, four units sixteen. Values tend to 1, so none is ever denormal. A multiply-add counts as two operations.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AerNas.Benchmarks.Machines;

/// <summary>Measures the peak of float32 multiply-adds on a number of threads.</summary>
internal static class FmaPeak
{
    private const float Scale = 0.5f;
    private const float Shift = 0.5f;
    private const double RoundSeconds = 0.1;

    /// <summary>Bits of the vectors that are measured.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Measures.</summary>
    /// <param name="threads">How many compute at once.</param>
    /// <param name="rounds">Rounds of a tenth of a second each.</param>
    /// <returns>GFLOP/s of all threads together, one figure a round.</returns>
    public static double[] Measure(int threads, int rounds)
    {
        var iterations = Calibrate();
        var work = new ThreadedRounds(threads, rounds, () => Spin(iterations));
        return [.. work.Run().Select(seconds => threads * iterations * FlopsOfIteration / seconds / 1e9)];
    }

    /// <summary>Iterations that take one thread about the time of a round.</summary>
    private static long Calibrate()
    {
        var iterations = 1L << 16;
        for (; ; iterations *= 2)
        {
            var seconds = new ThreadedRounds(1, 1, () => Spin(iterations)).Run()[0];
            if (seconds > RoundSeconds / 8) return (long)(iterations * RoundSeconds / seconds);
        }
    }

    private static int FlopsOfIteration => VectorBits switch
    {
        512 => 2 * 16 * Vector512<float>.Count,
        256 => 2 * 12 * Vector256<float>.Count,
        _ => 2 * 16 * Vector128<float>.Count,
    };

    private static float Spin(long iterations) => VectorBits switch
    {
        512 => Spin512(iterations),
        256 => Spin256(iterations),
        _ => Spin128(iterations),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin512(long iterations)
    {
        Vector512<float> x = Vector512.Create(Scale), y = Vector512.Create(Shift);
        Vector512<float> a0 = y, a1 = y, a2 = y, a3 = y, a4 = y, a5 = y, a6 = y, a7 = y;
        Vector512<float> b0 = y, b1 = y, b2 = y, b3 = y, b4 = y, b5 = y, b6 = y, b7 = y;
        for (; iterations > 0; iterations--)
        {
            (a0, a1) = (Vector512.MultiplyAddEstimate(a0, x, y), Vector512.MultiplyAddEstimate(a1, x, y));
            (a2, a3) = (Vector512.MultiplyAddEstimate(a2, x, y), Vector512.MultiplyAddEstimate(a3, x, y));
            (a4, a5) = (Vector512.MultiplyAddEstimate(a4, x, y), Vector512.MultiplyAddEstimate(a5, x, y));
            (a6, a7) = (Vector512.MultiplyAddEstimate(a6, x, y), Vector512.MultiplyAddEstimate(a7, x, y));
            (b0, b1) = (Vector512.MultiplyAddEstimate(b0, x, y), Vector512.MultiplyAddEstimate(b1, x, y));
            (b2, b3) = (Vector512.MultiplyAddEstimate(b2, x, y), Vector512.MultiplyAddEstimate(b3, x, y));
            (b4, b5) = (Vector512.MultiplyAddEstimate(b4, x, y), Vector512.MultiplyAddEstimate(b5, x, y));
            (b6, b7) = (Vector512.MultiplyAddEstimate(b6, x, y), Vector512.MultiplyAddEstimate(b7, x, y));
        }

        return Vector512.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin256(long iterations)
    {
        Vector256<float> x = Vector256.Create(Scale), y = Vector256.Create(Shift);
        Vector256<float> a0 = y, a1 = y, a2 = y, a3 = y, a4 = y, a5 = y, b0 = y, b1 = y, b2 = y, b3 = y, b4 = y, b5 = y;
        for (; iterations > 0; iterations--)
        {
            (a0, a1) = (Vector256.MultiplyAddEstimate(a0, x, y), Vector256.MultiplyAddEstimate(a1, x, y));
            (a2, a3) = (Vector256.MultiplyAddEstimate(a2, x, y), Vector256.MultiplyAddEstimate(a3, x, y));
            (a4, a5) = (Vector256.MultiplyAddEstimate(a4, x, y), Vector256.MultiplyAddEstimate(a5, x, y));
            (b0, b1) = (Vector256.MultiplyAddEstimate(b0, x, y), Vector256.MultiplyAddEstimate(b1, x, y));
            (b2, b3) = (Vector256.MultiplyAddEstimate(b2, x, y), Vector256.MultiplyAddEstimate(b3, x, y));
            (b4, b5) = (Vector256.MultiplyAddEstimate(b4, x, y), Vector256.MultiplyAddEstimate(b5, x, y));
        }

        return Vector256.Sum(a0 + a1 + a2 + a3 + a4 + a5 + b0 + b1 + b2 + b3 + b4 + b5);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin128(long iterations)
    {
        Vector128<float> x = Vector128.Create(Scale), y = Vector128.Create(Shift);
        Vector128<float> a0 = y, a1 = y, a2 = y, a3 = y, a4 = y, a5 = y, a6 = y, a7 = y;
        Vector128<float> b0 = y, b1 = y, b2 = y, b3 = y, b4 = y, b5 = y, b6 = y, b7 = y;
        for (; iterations > 0; iterations--)
        {
            (a0, a1) = (Vector128.MultiplyAddEstimate(a0, x, y), Vector128.MultiplyAddEstimate(a1, x, y));
            (a2, a3) = (Vector128.MultiplyAddEstimate(a2, x, y), Vector128.MultiplyAddEstimate(a3, x, y));
            (a4, a5) = (Vector128.MultiplyAddEstimate(a4, x, y), Vector128.MultiplyAddEstimate(a5, x, y));
            (a6, a7) = (Vector128.MultiplyAddEstimate(a6, x, y), Vector128.MultiplyAddEstimate(a7, x, y));
            (b0, b1) = (Vector128.MultiplyAddEstimate(b0, x, y), Vector128.MultiplyAddEstimate(b1, x, y));
            (b2, b3) = (Vector128.MultiplyAddEstimate(b2, x, y), Vector128.MultiplyAddEstimate(b3, x, y));
            (b4, b5) = (Vector128.MultiplyAddEstimate(b4, x, y), Vector128.MultiplyAddEstimate(b5, x, y));
            (b6, b7) = (Vector128.MultiplyAddEstimate(b6, x, y), Vector128.MultiplyAddEstimate(b7, x, y));
        }

        return Vector128.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7);
    }
}
