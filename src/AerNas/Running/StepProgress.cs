namespace AerNas.Running;

/// <summary>Does something with each report, at once and on the thread that reports.</summary>
internal sealed class StepProgress<T>(Action<T> each) : IProgress<T>
{
    public void Report(T value) => each(value);
}
