using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Tollgate.Alerts.Delivery;

/// <summary>
/// A conversation with a mail server (RFC 5321): a word, an answer. The client of the framework was left for it: over TLS it went on waiting after
/// the server had taken the mail, which was then sent again and again, and it did not hear that its time was over.
/// </summary>
internal sealed class MailConversation : IDisposable
{
    private const int LongestLine = 4096;
    private const string EndOfLine = "\r\n";

    private readonly TcpClient _client = new();
    private readonly byte[] _buffer = new byte[LongestLine];
    private Stream _stream = Stream.Null;
    private int _from;
    private int _to;

    /// <summary>Connects and hears the greeting.</summary>
    public async Task OpenAsync(string host, int port, CancellationToken ct)
    {
        await _client.ConnectAsync(host, port, ct);
        _stream = _client.GetStream();
        await HearAsync(220, ct);
    }

    /// <summary>Turns to TLS; the server must have said that it can.</summary>
    public async Task SecureAsync(string host, CancellationToken ct)
    {
        await SayAsync("STARTTLS", 220, ct);
        var secure = new SslStream(_stream);
        _stream = secure;

        // What was said before TLS is no part of what is said in it.
        _from = _to;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, ct);
    }

    /// <summary>Says a line; the answer is what the server said. Another code than the one that is expected is a fault.</summary>
    public async Task<string> SayAsync(string line, int expected, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + EndOfLine), ct);
        return await HearAsync(expected, ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<string> HearAsync(int expected, CancellationToken ct)
    {
        var heard = new StringBuilder();
        while (true)
        {
            var line = await LineAsync(ct);
            heard.Append(line).Append('\n');
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
            {
                throw new MailRefusedException($"The mail server answered what is no answer: {Short(line)}");
            }

            if (line.Length > 3 && line[3] == '-')
            {
                continue;
            }

            return code == expected ? heard.ToString() : throw new MailRefusedException($"The mail server answered {Short(line)}");
        }
    }

    private async Task<string> LineAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (_from == _to)
            {
                (_from, _to) = (0, await _stream.ReadAsync(_buffer, ct));
                if (_to == 0)
                {
                    throw new IOException("The mail server hung up.");
                }
            }

            var sign = (char)_buffer[_from++];
            if (sign == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(sign);
        }

        throw new MailRefusedException("The mail server does not come to an end of its line.");
    }

    private static string Short(string line) => line.Length > 200 ? line[..200] : line;
}
