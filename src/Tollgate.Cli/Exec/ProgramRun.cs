using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tollgate.Cli.Exec;

/// <summary>A program from its start to its end. Signals to this process are passed on, so that the program always ends first.</summary>
internal sealed class ProgramRun : IDisposable
{
    /// <summary>How long the program may take to end after it was told to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly PosixSignalRegistration[] _signals;
    private readonly CancellationTokenSource _told = new();
    private readonly Lock _gate = new();
    private bool _isStarted;
    private PosixSignal? _early;

    private ProgramRun(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _signals = [.. ((PosixSignal[])[PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, Pass))];
    }

    /// <summary>Starts it.</summary>
    public static ProgramRun Start(string program, IEnumerable<string> words, IEnumerable<(string Name, string? Value)> variables)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in variables)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        // A signal is heard from before the start on: one in between would end this process and leave the program and its key behind.
        var run = new ProgramRun(start);
        try
        {
            run._process.Start();
            run.PassEarly();
            return run;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            run.Dispose();
            throw new CliFault(ExitCode.Usage, $"'{program}' cannot be started: {fault.Message}.");
        }
    }

    /// <summary>Waits for its end and gives its exit code back; 128 + the signal's number when a signal ended it.</summary>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        await using var cancelled = ct.Register(() => Tell(PosixSignal.SIGTERM));
        try
        {
            await _process.WaitForExitAsync(_told.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync();
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _process.Dispose();
        _told.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void Pass(PosixSignalContext context)
    {
        context.Cancel = true;
        switch (context.Signal)
        {
            case PosixSignal.SIGINT or PosixSignal.SIGQUIT when Terminal.IsOurs:
                return;
            case PosixSignal.SIGINT or PosixSignal.SIGQUIT:
                Send(context.Signal);
                return;
            default:
                Tell(context.Signal);
                return;
        }
    }

    private void Tell(PosixSignal signal)
    {
        Send(signal);
        _told.Cancel();
    }

    /// <summary>A signal in between start and the knowledge of it is kept until then.</summary>
    private void Send(PosixSignal signal)
    {
        lock (_gate)
        {
            if (_isStarted)
            {
                ProcessSignal.Send(_process, signal);
                return;
            }

            _early = signal;
        }
    }

    private void PassEarly()
    {
        lock (_gate)
        {
            _isStarted = true;
            if (_early is { } signal)
            {
                ProcessSignal.Send(_process, signal);
            }
        }
    }
}
