using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tollgate.Tests.Alerts;

/// <summary>A small SMTP server on loopback for what a real one will not do on demand: refuse, hang up, be slow. The real one is in the end-to-end tests (AlertDeliveryTests).</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Mail> mails = new();
    private readonly Func<string, string?> answer;
    private readonly Task loop;

    /// <summary>Answers each line with the given reply, or as a good server does when there is none.</summary>
    public MailServer(Func<string, string?>? answer = null)
    {
        this.answer = answer ?? (_ => null);
        listener.Start();
        loop = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<Mail> Mails => [.. mails];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        try
        {
            await loop;
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // How it ends.
        }

        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client went away.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync(answer("") ?? "220 mail.example ESMTP");
        var mail = new Mail("", [], "");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (answer(line) is { } own)
            {
                await writer.WriteLineAsync(own);
                continue;
            }

            mail = word switch
            {
                "MAIL" => mail with { From = line },
                "RCPT" => mail with { To = [.. mail.To, line] },
                _ => mail,
            };
            if (word == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                mails.Enqueue(mail with { Data = await DataAsync(reader) });
            }

            await writer.WriteLineAsync(word switch { "EHLO" => "250 mail.example", "QUIT" => "221 bye", _ => "250 ok" });
            if (word == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
        {
            data.Append(line).Append('\n');
        }

        return data.ToString();
    }

    internal sealed record Mail(string From, IReadOnlyList<string> To, string Data);
}
