using System.Diagnostics;
using AerNas.Runtime;

namespace AerNas.Fuzzing;

/// <summary>
/// Feeds a target mutations of its seeds. Input N is a function of the seed of the campaign and of N alone, so it can be made again.
/// </summary>
internal sealed class Campaign(IFuzzTarget target, FuzzLimits limits, long seed = 1)
{
    private const int MostFindings = 50;
    private const int InputsAMeasurement = 64; // asking Linux for the peak costs as much as some inputs
    private const int Retries = 2;

    private readonly Mutation _mutation = new(target.Seeds, target.Words);
    private readonly List<FuzzFinding> _findings = [];
    private long _refused, _mostAllocated, _held, _rise, _current = -1, _began;
    private TimeSpan _longest;

    /// <summary>The input that is being read and for how long; -1 where none is.</summary>
    public (long Number, TimeSpan Since) Current => (Volatile.Read(ref _current), Stopwatch.GetElapsedTime(Volatile.Read(ref _began)));

    /// <summary>Makes an input.</summary>
    public FuzzInput Input(long number)
    {
        var random = new CounterRandom(seed, RandomStream.Order, number, 0);
        var input = _mutation.Next(ref random);
        return random.Below(4) == 0 ? input : input with { Bytes = target.Mend(input) };
    }

    /// <summary>Reads inputs, after the seeds, all of which must be sound.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="begin">Told of each input before it is read.</param>
    /// <exception cref="InvalidOperationException">A seed is refused.</exception>
    public FuzzResult Run(long first, long count, Action<long>? begin = null)
    {
        foreach (var sound in target.Seeds) target.Read(sound with { Bytes = target.Mend(sound) });
        BeginMeasurement();
        var before = _held;
        var clock = Stopwatch.GetTimestamp();
        var number = first;
        for (; number < first + count && _findings.Count < MostFindings; number++)
        {
            begin?.Invoke(number);
            if (Check(number, Input(number)) is { } finding) _findings.Add(finding);
            if (number % InputsAMeasurement == 0) MeasureResident(number);
        }

        MeasureResident(number);
        return new FuzzResult
        {
            Inputs = number - first,
            Refused = _refused,
            Longest = _longest,
            MostAllocated = _mostAllocated,
            Rise = limits.Resident is null ? null : _rise,
            Kept = limits.Resident is null ? null : _held - before,
            Elapsed = Stopwatch.GetElapsedTime(clock),
            Findings = [.. _findings],
        };
    }

    /// <summary>Reads one input; tells what is wrong, or null.</summary>
    public FuzzFinding? Check(long number, FuzzInput input)
    {
        var (elapsed, allocated, refused, problem) = Measured(number, input);
        if (refused) _refused++;
        for (var retry = 0; retry < Retries && elapsed > limits.Time; retry++)
            elapsed = Measured(number, input).Elapsed is var again && again < elapsed ? again : elapsed;
        if (elapsed > limits.Time) problem ??= $"took {elapsed.TotalSeconds:0.0} s";
        if (allocated > limits.Allocated) problem ??= $"asked for {allocated >> 20} MB";
        _longest = elapsed > _longest ? elapsed : _longest;
        _mostAllocated = Math.Max(_mostAllocated, allocated);
        return problem is null ? null : new FuzzFinding(number, input, problem);
    }

    private (TimeSpan Elapsed, long Allocated, bool Refused, string? Problem) Measured(long number, FuzzInput input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.GetTimestamp();
        Volatile.Write(ref _began, clock);
        Volatile.Write(ref _current, number);
        var refused = false;
        string? problem = null;
        try
        {
            target.Read(input);
        }
        catch (Exception e) when (target.Refusals.Contains(e.GetType()))
        {
            refused = true;
        }
        catch (Exception e)
        {
            problem = e.ToString();
        }

        Volatile.Write(ref _current, -1);
        return (Stopwatch.GetElapsedTime(clock), GC.GetAllocatedBytesForCurrentThread() - allocated, refused, problem);
    }

    private void MeasureResident(long number)
    {
        if (limits.Resident is not { } most) return;
        var rise = ResidentSet.Peak() - _held;
        _rise = Math.Max(_rise, rise);
        if (rise > most)
            _findings.Add(new FuzzFinding(number, Input(number), $"the process rose by {rise >> 20} MB within the {InputsAMeasurement} "
                + "inputs up to this one"));
        BeginMeasurement();
    }

    private void BeginMeasurement()
    {
        if (limits.Resident is null) return;
        ResidentSet.ResetPeak();
        _held = ResidentSet.Peak();
    }
}
