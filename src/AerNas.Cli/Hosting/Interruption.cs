using System.Runtime.InteropServices;

namespace AerNas.Cli;

/// <summary>Turns the first Ctrl-C or SIGTERM into a cancellation; the second one ends the process as usual.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _announce;

    /// <summary>Listens until disposed.</summary>
    /// <param name="announce">Called once, from another thread, when a signal has come.</param>
    /// <param name="cancellation">Stops the run too.</param>
    public Interruption(Action announce, CancellationToken cancellation)
    {
        _announce = announce;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true; // the process goes on
        _source.Cancel();
        _announce();
    }
}
