namespace AerNas.Cli.Display;

/// <summary>How fast a run is, and how long it still takes.</summary>
internal sealed class Pace(TimeProvider time)
{
    private long _start; // the end of the first step: the step itself pays for warming up
    private double _doneAtStart;
    private long _epochStart;
    private long _imagesAtEpochStart;
    private int _epoch;

    /// <summary>Images a second in this epoch; null before the second step.</summary>
    public double? ImagesPerSecond { get; private set; }

    /// <summary>Estimated from all that this process has done; null before the second step.</summary>
    public TimeSpan? Left { get; private set; }

    public void Observe(RunStatus status)
    {
        var now = time.GetTimestamp();
        if (_start == 0) (_start, _doneAtStart) = (now, status.Done);
        var done = status.Done - _doneAtStart;
        if (done > 0) Left = time.GetElapsedTime(_start, now) * ((1 - status.Done) / done);
        if (status.EpochEnded) return;
        if (status.Epoch != _epoch) (_epoch, _epochStart, _imagesAtEpochStart) = (status.Epoch, now, status.Images);
        var seconds = time.GetElapsedTime(_epochStart, now).TotalSeconds;
        if (seconds > 0 && status.Images > _imagesAtEpochStart) ImagesPerSecond = (status.Images - _imagesAtEpochStart) / seconds;
    }
}
