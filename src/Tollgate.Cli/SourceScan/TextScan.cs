using System.Text;
using Tollgate.Security;
using Tollgate.Security.Sql;
using Tollgate.Security.Suppression;

namespace Tollgate.Cli.SourceScan;

/// <summary>Scans one text after another and keeps what is neither known nor allowed, ready to be shown.</summary>
internal sealed class TextScan(ScanChoice choice, Baseline baseline)
{
    private const int ProbeBytes = 8192;
    private const int LongestShown = 4096;

    private readonly SecurityScanner _scanner = new(choice.Detectors);
    private readonly List<SourceFinding> _findings = [];
    private Findings _found;

    /// <summary>What was found.</summary>
    public IReadOnlyList<SourceFinding> Findings => _findings;

    /// <summary>How many texts were read.</summary>
    public int Texts { get; private set; }

    /// <summary>Scans a text; what is none is passed over.</summary>
    public void Scan(byte[] bytes, string path, string? commit = null)
    {
        Texts++;
        if (SourceBytes.ToText(bytes, ProbeBytes) is not { } text)
        {
            return;
        }

        _found.Clear();
        _scanner.Scan(text, Source.File, ref _found);
        if (choice.Sql)
        {
            SqlInjectionScanner.Scan(text, SourceLanguages.OfPath(path), ref _found);
        }

        var shown = SourceBytes.Shown(path);
        foreach (ref readonly var finding in _found.Items)
        {
            if (finding.Severity >= choice.Least && !baseline.Knows(shown, text, finding) && InlineAllow.Reason(text, finding) is null)
            {
                Keep(text, shown, commit, finding);
            }
        }
    }

    private void Keep(byte[] text, string path, string? commit, in Finding finding)
    {
        var before = text.AsSpan(0, finding.Start);
        var found = Encoding.UTF8.GetString(text.AsSpan(finding.Start, Math.Min(finding.Length, LongestShown)));
        _findings.Add(new SourceFinding(
            path,
            before.Count((byte)'\n') + 1,
            before.Length - before.LastIndexOf((byte)'\n'),
            finding,
            SourceBytes.Shown(SecretMasker.Mask(found).ReplaceLineEndings(" ")),
            Baseline.Line(path, text, finding),
            commit));
    }
}
