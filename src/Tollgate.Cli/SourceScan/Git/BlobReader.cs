using System.Globalization;
using System.Text;

namespace Tollgate.Cli.SourceScan.Git;

/// <summary>Reads contents by their names through one `git cat-file --batch`; answers come in the order of questions.</summary>
internal sealed class BlobReader : IDisposable
{
    /// <summary>So many may be asked before an answer is read: the questions fit into a pipe, so that neither side waits for the other.</summary>
    public const int MostAsked = 256;

    private const int LongestHeader = 4096;
    private readonly GitProcess _git;
    private readonly BufferedStream _output;
    private readonly MemoryStream _asked = new();
    private byte[] _content = new byte[64 * 1024];

    /// <summary>A reader for the repository of the folder.</summary>
    public BlobReader(string folder)
    {
        _git = new GitProcess(folder, "cat-file", "--batch");
        _output = new BufferedStream(_git.Output, 128 * 1024);
    }

    /// <summary>Asks for a content.</summary>
    public void Ask(string name) => _asked.Write(Encoding.UTF8.GetBytes(name + "\n"));

    /// <summary>Sends the questions; git that has ended, where there is no repository or it does not trust it, says why.</summary>
    public void Send()
    {
        try
        {
            _git.Input.Write(_asked.GetBuffer(), 0, (int)_asked.Length);
            _git.Input.Flush();
            _asked.SetLength(0);
        }
        catch (IOException)
        {
            throw EndedEarly();
        }
    }

    /// <summary>The next answer; the content stays until the next call.</summary>
    public BlobState Read(out ReadOnlyMemory<byte> content)
    {
        content = default;
        var header = ReadHeader();
        var size = header[(header.LastIndexOf(' ') + 1)..];
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return BlobState.Missing;
        }

        if (length > TextScan.LargestText)
        {
            Skip(length + 1);
            return BlobState.TooLarge;
        }

        if (_content.Length < length)
        {
            _content = new byte[Math.Max(length, _content.Length * 2L)];
        }

        if (_output.ReadAtLeast(_content.AsSpan(0, (int)length), (int)length, throwOnEndOfStream: false) < length || _output.ReadByte() < 0)
        {
            throw EndedEarly();
        }

        content = _content.AsMemory(0, (int)length);
        return BlobState.Read;
    }

    /// <summary>One text, if it is there.</summary>
    public string? ReadText(string name)
    {
        Ask(name);
        Send();
        return Read(out var content) == BlobState.Read ? Encoding.UTF8.GetString(content.Span) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _asked.Dispose();
        _git.Dispose();
    }

    private string ReadHeader()
    {
        var header = new StringBuilder();
        for (var value = _output.ReadByte(); value != '\n'; value = _output.ReadByte())
        {
            if (value < 0 || header.Length == LongestHeader)
            {
                throw EndedEarly();
            }

            header.Append((char)value);
        }

        return header.ToString();
    }

    private void Skip(long bytes)
    {
        while (bytes > 0)
        {
            var read = _output.Read(_content, 0, (int)Math.Min(bytes, _content.Length));
            bytes -= read > 0 ? read : throw EndedEarly();
        }
    }

    /// <summary>What git said when it failed; something must be said too when it did not.</summary>
    private CliFault EndedEarly()
    {
        _git.End();
        return new CliFault(ExitCode.Incomplete, "git ended before every content was read.");
    }
}
