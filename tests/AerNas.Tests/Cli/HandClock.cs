namespace AerNas.Tests.Cli;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _now;

    public void Advance(TimeSpan duration) => _now += (long)duration.TotalMilliseconds;
}
