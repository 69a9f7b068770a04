using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Clients;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Alerts;

/// <summary>A mail server that others wrote and use (npm's smtp-server), with STARTTLS and a password; keeps what it took.</summary>
internal sealed class MailProcess : IAsyncDisposable
{
    public const string User = "tollgate";
    public const string Password = "a word for the mail server";

    private static readonly NpmProject Project = new("tests/mail");
    private readonly Process _process;
    private readonly ConcurrentQueue<JsonNode> _mails = new();
    private Task _reading = Task.CompletedTask;

    private MailProcess(Process process) => _process = process;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<JsonNode> Mails => [.. _mails];

    /// <summary>Starts it at a port, with a certificate and its key.</summary>
    public static async Task<MailProcess> StartAsync(int port, string certificate, string key, CancellationToken ct)
    {
        await Project.PrepareAsync(ct);
        var start = new ProcessStartInfo(Project.Node) { RedirectStandardOutput = true, WorkingDirectory = Path.Combine(GatewayBinary.Root, "tests/mail") };
        start.ArgumentList.Add("server.mjs");
        foreach (var (name, value) in ((string, string)[])[("PORT", port.ToString(CultureInfo.InvariantCulture)), ("CERT", certificate), ("KEY", key), ("USER", User), ("PASSWORD", Password)])
        {
            start.Environment[$"MAIL_{name}"] = value;
        }

        var server = new MailProcess(Process.Start(start)!);
        Assert.Contains("port", await server._process.StandardOutput.ReadLineAsync(ct) ?? "", StringComparison.Ordinal);
        server._reading = server.ReadAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _mails.Enqueue(JsonNode.Parse(line)!);
        }
    }
}
