using System.Text.Json;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing.Updates;

/// <summary>
/// A catalogue in one file, one JSON object a line: first {"tollgate_catalog":1,"version":"2026-11-21.1"}, then provider after provider,
/// each as its file in catalog/models. A provider in it replaces the built-in one; providers that it leaves out stay.
/// </summary>
internal sealed class CatalogFile
{
    private const int Format = 1;

    private CatalogFile(CatalogVersion version, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> providers)
    {
        Version = version;
        Providers = providers;
    }

    /// <summary>Its version.</summary>
    public CatalogVersion Version { get; }

    /// <summary>The lines of each provider.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Providers { get; }

    /// <summary>Cuts a file at its providers; models are read when they are asked for.</summary>
    /// <exception cref="FormatException">It is no such file; the message says where.</exception>
    public static CatalogFile Read(ReadOnlyMemory<byte> file)
    {
        var version = ReadVersion(FirstLine(file));
        var providers = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var (id, from) = ("", 0);
        for (var at = NextLine(file, 0); at < file.Length; at = NextLine(file, at))
        {
            if (file.Span[at..].StartsWith("{\"provider\":"u8))
            {
                Keep(providers, id, file[from..at]);
                (id, from) = (ProviderOf(file[at..]), at);
            }
        }

        Keep(providers, id, file[from..]);
        return providers.Count > 0 ? new CatalogFile(version, providers) : throw new FormatException("The file holds no provider.");
    }

    private static void Keep(Dictionary<string, ReadOnlyMemory<byte>> providers, string id, ReadOnlyMemory<byte> lines)
    {
        if (id.Length > 0 && !providers.TryAdd(id, lines))
        {
            throw new FormatException($"The file names the provider '{id}' twice.");
        }
    }

    private static CatalogVersion ReadVersion(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var header = JsonDocument.Parse(line);
            var isOurs = header.RootElement.TryGetProperty("tollgate_catalog", out var format) && format.TryGetInt32(out var number) && number == Format;
            return isOurs && header.RootElement.TryGetProperty("version", out var text) && CatalogVersion.TryParse(text.GetString(), out var version)
                ? version
                : throw new FormatException("The first line does not say {\"tollgate_catalog\":1,\"version\":\"2026-11-21.1\"}.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException("The first line is not that of a catalogue.", fault);
        }
    }

    private static string ProviderOf(ReadOnlyMemory<byte> rest)
    {
        try
        {
            return ProviderSheetReader.Read(FirstLine(rest)).Provider;
        }
        catch (Exception fault) when (CatalogCheck.IsBadRow(fault))
        {
            throw new FormatException($"The line of a provider cannot be read: {fault.Message}", fault);
        }
    }

    private static ReadOnlyMemory<byte> FirstLine(ReadOnlyMemory<byte> file) => file[..(file.Span.IndexOf((byte)'\n') is var end and >= 0 ? end : file.Length)];

    private static int NextLine(ReadOnlyMemory<byte> file, int at) => file.Span[at..].IndexOf((byte)'\n') is var end and >= 0 ? at + end + 1 : file.Length;
}
