using System.Text;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan.Git;

/// <summary>Scans contents of a repository: asked for in groups, so that git unpacks the next one while one is looked through.</summary>
internal sealed class BlobScan : IDisposable
{
    private readonly BlobReader _blobs;
    private readonly TextScan _texts;
    private Queue<(string Path, string? Commit)> _asked = new();
    private Queue<(string Path, string? Commit)> _sent = new();

    /// <summary>A scan of the repository; what it leaves out and knows is read from the first of those trees that says so.</summary>
    public BlobScan(string folder, ScanChoice choice, bool keepsFirst, params string[] trees)
    {
        _blobs = new BlobReader(folder);
        var ignored = new StringBuilder();
        foreach (var name in ScanChoice.IgnoreNames)
        {
            ignored.AppendLine(ReadFirst(trees, name));
        }

        var known = choice.ReadBaseline() ?? ReadFirst(trees, ScanChoice.BaselineName);
        _texts = new TextScan(choice, IgnoreRules.Parse(ignored.ToString()), Baseline.Parse(known)) { KeepsFirst = keepsFirst };
    }

    /// <summary>What was found so far.</summary>
    public ScanReport Report => _texts.Report;

    /// <summary>Notes what could not be read.</summary>
    public void Fail(string fault) => _texts.Fail(fault);

    /// <summary>A content to be looked through, unless its path is left out.</summary>
    public void Add(string blob, string path, string? commit = null)
    {
        if (_texts.Ignores(path))
        {
            return;
        }

        _blobs.Ask(blob);
        _asked.Enqueue((path, commit));
        if (_asked.Count == BlobReader.MostAsked / 2)
        {
            Turn();
        }
    }

    /// <summary>Looks through what is left.</summary>
    public void End()
    {
        Turn();
        Turn();
    }

    /// <inheritdoc/>
    public void Dispose() => _blobs.Dispose();

    /// <summary>Sends this group, then reads the answers to the one before.</summary>
    private void Turn()
    {
        _blobs.Send();
        while (_sent.TryDequeue(out var next))
        {
            ScanNext(next.Path, next.Commit);
        }

        (_asked, _sent) = (_sent, _asked);
    }

    private void ScanNext(string path, string? commit)
    {
        switch (_blobs.Read(out var content))
        {
            case BlobState.Read:
                _texts.Scan(content, path, commit);
                break;
            case BlobState.TooLarge:
                _texts.FailOfSize(path);
                break;
            default:
                Fail($"The content of '{SourceNames.Shown(path)}' is not in the repository.");
                break;
        }
    }

    private string ReadFirst(string[] trees, string name)
    {
        foreach (var tree in trees)
        {
            if (_blobs.ReadText($"{tree}:{name}") is { } text)
            {
                return text;
            }
        }

        return string.Empty;
    }
}
