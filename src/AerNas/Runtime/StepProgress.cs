namespace AerNas.Runtime;

/// <summary>Keeps something of each report, then passes it on.</summary>
internal sealed class StepProgress<T>(Action<T> keep, IProgress<T>? next) : IProgress<T>
{
    public void Report(T value)
    {
        keep(value);
        next?.Report(value);
    }
}
