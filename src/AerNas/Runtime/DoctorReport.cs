using System.Collections.Immutable;

namespace AerNas.Runtime;

/// <summary>What <see cref="Doctor"/> found on this machine.</summary>
/// <param name="Items">Everything that was looked at, in reading order.</param>
/// <param name="Problems">What stands in the way, each with its remedy; empty on a healthy machine.</param>
/// <param name="StepsPerSecond">Training steps a second of a small network; null where none could run.</param>
public sealed record DoctorReport(ImmutableArray<DoctorItem> Items, ImmutableArray<string> Problems, double? StepsPerSecond)
{
    /// <summary>Nothing stands in the way.</summary>
    public bool Healthy => Problems.IsEmpty;
}
