using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary>Tells how far an import is, ten times in all.</summary>
internal sealed class ImportProgress(CommandOutput output) : IProgress<int>
{
    private const int Times = 10;

    private readonly Lock _lock = new();
    private int _read;

    public void Report(int value)
    {
        lock (_lock)
        {
            _read++;
            if (_read * Times / TabularBenchmark.CellCount > (_read - 1) * Times / TabularBenchmark.CellCount)
                output.Line($"{_read:N0} of {TabularBenchmark.CellCount:N0} cells read");
        }
    }
}
