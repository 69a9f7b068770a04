using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tollgate.EndToEnd.Gateway;

/// <summary>The real binary, serving the folder of a <see cref="GatewaySetup"/>.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private GatewayProcess(GatewaySetup setup, Process process)
    {
        Setup = setup;
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    /// <summary>What it serves.</summary>
    public GatewaySetup Setup { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it is gone.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<GatewayProcess> StartAsync(GatewaySetup setup, CancellationToken ct, string? failpoint = null)
    {
        if (!File.Exists(setup.Settings))
        {
            setup.Write();
        }

        var gateway = Launch(setup, failpoint);
        await gateway.WaitUntilReadyAsync(ct);
        return gateway;
    }

    /// <summary>Starts it without waiting.</summary>
    public static GatewayProcess Launch(GatewaySetup setup, string? failpoint = null)
    {
        var isLibrary = GatewayBinary.Path.EndsWith(".dll", StringComparison.Ordinal);
        string[] words = [.. setup.Before, .. isLibrary ? ["dotnet"] : Array.Empty<string>(), GatewayBinary.Path, "serve", "--config", setup.Settings];
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = setup.Folder,
        };
        foreach (var word in words[1..])
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in setup.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("TOLLGATE_FAILPOINT");
        if (failpoint is not null)
        {
            start.Environment["TOLLGATE_FAILPOINT"] = failpoint;
        }

        var process = new Process { StartInfo = start };
        var gateway = new GatewayProcess(setup, process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>Waits for /health/ready.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < StartTime)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The gateway ended with {_process.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(Setup.Address + "/health/ready"), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or SocketException)
            {
                // It does not listen yet, or began to just now.
            }

            await Task.Delay(20, ct);
        }

        throw new TimeoutException($"The gateway is not ready after {StartTime}:\n{Output}");
    }

    /// <summary>Kills it as the kernel would (SIGKILL), and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task WaitForExitAsync(TimeSpan patience)
    {
        using var stop = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(stop.Token);
    }

    /// <summary>Asks it to stop (SIGTERM), and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            await WaitForExitAsync(StopTime);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        var told = GatewaySetup.ProviderKeys.Values.Append(Setup.AdminKey).Any(secret => Output.Contains(secret, StringComparison.Ordinal));
        Assert.False(told, "The gateway printed a key.");
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
