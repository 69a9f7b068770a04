using System.Text;
using Tollgate.Security;
using Tollgate.Security.Sql;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan;

/// <summary>Scans one text after another and keeps what is neither known nor allowed, ready to be shown.</summary>
internal sealed class TextScan(ScanChoice choice, IgnoreRules ignored, Baseline baseline)
{
    /// <summary>A larger text is not read, and said to be a fault.</summary>
    public const int LargestText = 64 << 20;

    private const int LongestShown = 4096;
    private const int MostFindings = 100_000;

    private readonly SecurityScanner _scanner = new(choice.Detectors);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly List<SourceFinding> _findings = [];
    private readonly List<string> _faults = [];
    private Findings _found;
    private int _texts;
    private int _binary;
    private int _ignored;
    private int _known;
    private int _allowed;

    /// <summary>What was found, and what could not be read.</summary>
    public ScanReport Report => new(_texts, _findings, _faults) { Binary = _binary, Ignored = _ignored, Known = _known, Allowed = _allowed };

    /// <summary>Whether the same finding in another version of its file says nothing new.</summary>
    public bool KeepsFirst { get; init; }

    /// <summary>Whether the file is left out.</summary>
    public bool Ignores(string path)
    {
        var ignores = ignored.Ignores(path);
        _ignored += ignores ? 1 : 0;
        return ignores;
    }

    /// <summary>Notes what could not be read.</summary>
    public void Fail(string fault) => _faults.Add(fault);

    /// <summary>Notes that a text is too large to be read.</summary>
    public void FailOfSize(string path) => Fail($"'{SourceNames.Shown(path)}' is larger than {LargestText >> 20} MiB and was not scanned.");

    /// <summary>Scans a text; what is none is passed over.</summary>
    public void Scan(ReadOnlyMemory<byte> bytes, string path, string? commit = null)
    {
        _texts++;
        if (SourceBytes.ToText(bytes, path) is not { } text)
        {
            _binary++;
            return;
        }

        _found.Clear();
        _scanner.Scan(text.Span, Source.File, ref _found);
        if (choice.Sql)
        {
            SqlInjectionScanner.Scan(text, SourceLanguages.OfPath(path), ref _found);
        }

        if (_found.Count > 0)
        {
            Sift(text.Span, SourceNames.Shown(path), commit);
        }
    }

    private void Sift(ReadOnlySpan<byte> text, string path, string? commit)
    {
        if (_found.IsFull)
        {
            Fail($"'{path}' holds more than {Findings.Most} findings; the rest is not shown.");
        }

        foreach (ref readonly var finding in _found.Items)
        {
            if (finding.Severity < choice.Least)
            {
                continue;
            }

            if (baseline.Knows(path, text, finding))
            {
                _known++;
            }
            else if (InlineAllow.Reason(text, finding) is not null)
            {
                _allowed++;
            }
            else
            {
                Keep(text, path, commit, finding);
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> text, string path, string? commit, in Finding finding)
    {
        var line = Baseline.Line(path, text, finding);
        if ((KeepsFirst && !_kept.Add(line)) || IsFull(path))
        {
            return;
        }

        var found = Encoding.UTF8.GetString(text.Slice(finding.Start, Math.Min(finding.Length, LongestShown)));
        var (startLine, startColumn) = Place(text[..finding.Start]);
        var (endLine, endColumn) = Place(text[..finding.End]);
        _findings.Add(new SourceFinding(path, startLine, startColumn, finding, SourceNames.Shown(SecretMasker.Mask(found).ReplaceLineEndings(" ")), line, commit)
        {
            EndLine = endLine,
            EndColumn = endColumn,
        });
    }

    /// <summary>The line and the character behind that text, from 1.</summary>
    private static (int Line, int Column) Place(ReadOnlySpan<byte> before)
    {
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return (before.Count((byte)'\n') + 1, new CharacterPlaces(line).Of(line.Length) + 1);
    }

    private bool IsFull(string path)
    {
        if (_findings.Count < MostFindings)
        {
            return false;
        }

        if (_faults.Count == 0 || !_faults[^1].StartsWith("There are more", StringComparison.Ordinal))
        {
            Fail($"There are more than {MostFindings} findings; from '{path}' on the rest is not shown.");
        }

        return true;
    }
}
