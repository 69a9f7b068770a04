#pragma warning disable RS0030 // An address is read from its text; none is opened.
using System.Collections.Frozen;
using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Indicators;

/// <summary>
/// Finds known bad names, addresses, pages and hashes of files. Every name in a text is one look into a table, with each name above it; a text
/// without any allocates nothing.
/// </summary>
public sealed class IndicatorDetector : TextDetector
{
    private const int ShortestHash = 32;
    private const int LongestUrl = 2000;
    private static readonly ByteClass HostPart = ByteClass.Parse("A-Za-z0-9._-");
    private static readonly ByteClass UrlPart = ByteClass.Parse("A-Za-z0-9._~:/?#@!$&*+;=%-");

    private readonly FrozenDictionary<ulong, Rule> _hosts;
    private readonly FrozenDictionary<ulong, Rule> _urls;
    private readonly FrozenDictionary<ulong, Rule> _hashes;

    /// <summary>A detector of the lists.</summary>
    public IndicatorDetector(IEnumerable<IndicatorList> lists)
    {
        var (hosts, urls, hashes) = (new Dictionary<ulong, Rule>(), new Dictionary<ulong, Rule>(), new Dictionary<ulong, Rule>());
        foreach (var list in lists)
        {
            Add(hosts, list.Domains, MakeRule(list, "indicator-domain", "Host"));
            Add(hosts, list.Addresses, MakeRule(list, "indicator-address", "Address"));
            Add(urls, list.Urls, MakeRule(list, "indicator-url", "Page"));
            Add(hashes, list.Hashes, MakeRule(list, "indicator-hash", "File"));
        }

        (_hosts, _urls, _hashes) = (hosts.ToFrozenDictionary(), urls.ToFrozenDictionary(), hashes.ToFrozenDictionary());
    }

    internal override void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (_hosts.Count + _urls.Count > 0)
        {
            FindHosts(text, ref sink);
        }

        if (_hashes.Count > 0)
        {
            FindHashes(text, ref sink);
        }
    }

    private void FindHosts(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = text.IndexOf((byte)'.'); at >= 0;)
        {
            var start = at - HostPart.RunBack(text[..at], 253);
            var end = at + HostPart.Run(text[at..], 253);
            JudgeHost(text, start, end, ref sink);
            JudgeUrl(text, start, end, ref sink);
            var more = end < text.Length ? text[end..].IndexOf((byte)'.') : -1;
            at = more < 0 ? -1 : end + more;
        }

        FindColons(text, ref sink);
    }

    /// <summary>The name, and each name above it.</summary>
    private void JudgeHost(ReadOnlySpan<byte> text, int start, int end, ref ScanSink sink)
    {
        var host = text[start..end].TrimEnd((byte)'.');
        end = start + host.Length;
        for (var from = 0; from < host.Length;)
        {
            if (_hosts.TryGetValue(Print(host[from..]), out var rule))
            {
                sink.Report(rule, rule.Severity, 1, start, end);
                return;
            }

            var dot = host[from..].IndexOf((byte)'.');
            from = dot < 0 ? host.Length : from + dot + 1;
        }
    }

    /// <summary>The page, whole and without its query.</summary>
    private void JudgeUrl(ReadOnlySpan<byte> text, int start, int end, ref ScanSink sink)
    {
        if (_urls.Count == 0 || end >= text.Length || text[end] is not ((byte)'/' or (byte)':'))
        {
            return;
        }

        var url = text.Slice(start, end - start + UrlPart.Run(text[end..], LongestUrl));
        var query = url.IndexOfAny((byte)'?', (byte)'#');
        if (_urls.TryGetValue(Print(url.TrimEnd((byte)'/')), out var rule) || (query > 0 && _urls.TryGetValue(Print(url[..query].TrimEnd((byte)'/')), out rule)))
        {
            sink.Report(rule, rule.Severity, 1, start, start + url.Length);
        }
    }

    /// <summary>Addresses of version 6 stand in brackets.</summary>
    private void FindColons(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = text.IndexOf("//["u8); at >= 0;)
        {
            var close = text[at..].IndexOf((byte)']');
            if (close > 0 && close < 50 && System.Net.IPAddress.TryParse(Encoding.ASCII.GetString(text.Slice(at + 3, close - 3)), out var address)
                && _hosts.TryGetValue(Print(Encoding.ASCII.GetBytes(address.ToString())), out var rule))
            {
                sink.Report(rule, rule.Severity, 1, at + 2, at + close + 1);
            }

            var more = text[(at + 3)..].IndexOf("//["u8);
            at = more < 0 ? -1 : at + 3 + more;
        }
    }

    private void FindHashes(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = 0; at + ShortestHash <= text.Length;)
        {
            // Where a run that is long enough would have to pass.
            var far = at + ShortestHash - 1;
            if (!ByteClass.Hex.Has(text[far]))
            {
                at = far + 1;
                continue;
            }

            var start = far - ByteClass.Hex.RunBack(text[..far], far - at);
            var run = ByteClass.Hex.Run(text[start..], text.Length);
            if (run is 32 or 40 or 64 && _hashes.TryGetValue(Print(text.Slice(start, run)), out var rule))
            {
                sink.Report(rule, rule.Severity, 1, start, start + run);
            }

            at = start + run + 1;
        }
    }

    private static void Add(Dictionary<ulong, Rule> to, IReadOnlyList<string> values, Rule rule)
    {
        foreach (var value in values)
        {
            to.TryAdd(Print(Encoding.UTF8.GetBytes(value)), rule);
        }
    }

    private static Rule MakeRule(IndicatorList list, string id, string what) => new(
        id, FindingKind.Indicator, list.Severity, $"{what} of the list '{list.Name}'", "It is known to be used in attacks.", "Do not fetch, show or run it; find out who brought it.");

    /// <summary>A print over small letters (FNV-1a with a last stir); two of a few hundred thousand meet once in a hundred million lists.</summary>
    private static ulong Print(ReadOnlySpan<byte> value)
    {
        var print = 14695981039346656037UL;
        foreach (var letter in value)
        {
            print = (print ^ (letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter)) * 1099511628211UL;
        }

        print = (print ^ (print >> 32)) * 0x9E3779B97F4A7C15UL;
        return print ^ (print >> 29);
    }
}
