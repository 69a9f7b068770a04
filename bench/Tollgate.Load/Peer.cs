using System.Diagnostics;
using System.Globalization;

namespace Tollgate.Load;

/// <summary>A server under measurement: a process of its own, pinned to one core, its CPU time read from the kernel.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(string name, Process process, int port, string? key)
    {
        Name = name;
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
        Key = key;
    }

    public string Name { get; }

    public Uri Address { get; }

    public string? Key { get; set; }

    public TimeSpan StartTime { get; private set; }

    public static async Task<Peer> StartAsync(string name, int core, int port, string file, IEnumerable<string> arguments, string probe)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["-c", core.ToString(CultureInfo.InvariantCulture), file, .. arguments])
        {
            start.ArgumentList.Add(word);
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var peer = new Peer(name, process, port, null);
        using var client = new HttpClient();
        while (true)
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"{name} did not start.");
            }

            try
            {
                using var reply = await client.PostAsync(new Uri(peer.Address, probe), new StringContent("{}"));
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }

        peer.StartTime = watch.Elapsed;
        return peer;
    }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu() => ProcessClock.Read(_process.Id);

    /// <summary>Resident memory in bytes.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
