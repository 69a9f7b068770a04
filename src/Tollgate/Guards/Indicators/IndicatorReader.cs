using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Tollgate.Security;
using Tollgate.Security.Indicators;

namespace Tollgate.Guards.Indicators;

/// <summary>Reads lists of indicators: a STIX bundle, or a line each: names of hosts, addresses, pages, hashes, lines of a hosts file, with comments behind `#`.</summary>
internal sealed class IndicatorReader(DateTimeOffset now)
{
    private static readonly string[] Properties = ["domain-name:value", "ipv4-addr:value", "ipv6-addr:value", "url:value", "file:hashes"];

    private static readonly SearchValues<char> HexLetters = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _urls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    /// <summary>How many entries nobody could read, or that are over.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It begins as JSON and is none.</exception>
    public IndicatorList Read(string text, string name, Severity severity)
    {
        if (text.AsSpan().TrimStart().StartsWith("{") || text.AsSpan().TrimStart().StartsWith("["))
        {
            using var document = JsonDocument.Parse(text);
            ReadStix(document.RootElement);
        }
        else
        {
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                ReadLine(line);
            }
        }

        return new IndicatorList(name, severity, [.. _domains], [.. _addresses], [.. _urls], [.. _hashes]);
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        var words = (comment < 0 ? line : line[..comment]).Trim().ToString().Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words[0] is "0.0.0.0" or "127.0.0.1" or "::" or "::1")
        {
            words = words[1..];
        }

        if (words.Length > 0)
        {
            Add(words[0]);
        }
    }

    private void ReadStix(JsonElement root)
    {
        var objects = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("objects", out var inside) ? inside : root;
        if (objects.ValueKind != JsonValueKind.Array)
        {
            Skipped++;
            return;
        }

        foreach (var item in objects.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && Text(item, "type") == "indicator" && Text(item, "pattern") is { } pattern)
            {
                ReadPattern(item, pattern);
            }
        }
    }

    private void ReadPattern(JsonElement item, string pattern)
    {
        var found = 0;
        foreach (var property in IsOver(item) ? [] : Properties)
        {
            for (var at = pattern.IndexOf(property, StringComparison.Ordinal); at >= 0; at = pattern.IndexOf(property, at + 1, StringComparison.Ordinal))
            {
                if (Value(pattern, at) is { } value)
                {
                    Add(value);
                    found++;
                }
            }
        }

        Skipped += found == 0 ? 1 : 0;
    }

    private bool IsOver(JsonElement item)
    {
        var isPast = Text(item, "valid_until") is { } end && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until <= now;
        return isPast || (item.TryGetProperty("revoked", out var revoked) && revoked.ValueKind == JsonValueKind.True);
    }

    /// <summary>What stands in quotation marks behind the next sign of equality.</summary>
    private static string? Value(string pattern, int at)
    {
        var equals = pattern.IndexOf('=', at);
        var open = equals < 0 ? -1 : pattern.IndexOf('\'', equals);
        var close = open < 0 ? -1 : pattern.IndexOf('\'', open + 1);
        return close > 0 ? pattern[(open + 1)..close] : null;
    }

    private void Add(string text)
    {
        var plain = text.Replace("[.]", ".", StringComparison.Ordinal).Replace("(.)", ".", StringComparison.Ordinal).Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant();
        var isAdded = plain switch
        {
            { Length: 32 or 40 or 64 } when !plain.AsSpan().ContainsAnyExcept(HexLetters) => _hashes.Add(plain),
            _ when plain.Contains("://", StringComparison.Ordinal) => AddUrl(plain[(plain.IndexOf("://", StringComparison.Ordinal) + 3)..]),
            _ when IPAddress.TryParse(plain, out var address) => _addresses.Add(address.ToString()),
            _ when plain.Contains('/', StringComparison.Ordinal) => AddUrl(plain),
            _ => AddDomain(plain),
        };
        Skipped += isAdded ? 0 : 1;
    }

    private bool AddUrl(string url)
    {
        var slash = url.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || slash == url.Length - 1 ? AddDomain(slash < 0 ? url : url[..slash]) : url.Length <= 2000 && _urls.Add(url.TrimEnd('/'));
    }

    private bool AddDomain(string name)
    {
        var host = name.TrimStart('*').Trim('.');
        if (IPAddress.TryParse(host, out var address))
        {
            return _addresses.Add(address.ToString());
        }

        return host.Length is > 3 and < 254 && host.Contains('.', StringComparison.Ordinal) && !host.AsSpan().ContainsAnyExcept(HostLetters) && _domains.Add(host);
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
