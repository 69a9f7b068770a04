using System.Security.Cryptography;
using Tollgate.Audit;
using Tollgate.Audit.Anchors;
using Tollgate.Audit.Sinks;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `audit:`.</summary>
internal static class AuditSettingsReader
{
    private static readonly string[] Formats = ["cef", "json"];
    private static readonly string[] Schemes = ["udp", "tcp", "tls", "https", "http"];

    /// <summary>Reads where the audit log goes.</summary>
    public static AuditOptions Read(SettingsSection section)
    {
        var options = new AuditOptions { Anchors = Anchors(section.Section("anchors")), Sinks = Sinks(section) };
        section.End();
        return options;
    }

    private static AnchorOptions Anchors(SettingsSection section)
    {
        var key = section.Text("key", "The file of the ECDSA P-256 key (PEM) that signs anchors.", null, "a path");
        var url = Address(section, "url", section.Text("url", "Where each anchor is posted.", null, "an address"), ["https", "http"]);
        var anchors = new AnchorOptions
        {
            Every = section.Time("every", "How often the head of the audit log is written down outside the database, counted from midnight UTC.", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            File = section.Text("file", "The file that anchors are appended to, best where this machine cannot change it afterwards.", null, "a path") is { } file ? Path.GetFullPath(file) : null,
            Url = url,
            Secret = section.Text("secret", "What the post is signed with: HMAC-SHA256."),
            KeyFile = key is null ? null : Path.GetFullPath(key),
        };
        if (key is not null && !IsKey(anchors.KeyFile!))
        {
            section.Fault("key", "This is not the file of an ECDSA P-256 key in PEM.", "`openssl ecparam -name prime256v1 -genkey -noout -out anchor.pem` makes one.");
        }

        section.End();
        return anchors;
    }

    private static List<SinkEntry> Sinks(SettingsSection section)
    {
        var sinks = new List<SinkEntry>();
        foreach (var (name, entry) in section.Sections("sinks"))
        {
            var to = Address(entry, "to", entry.Text("to", "Where it is: udp://, tcp:// or tls://HOST:PORT for syslog, https:// for a webhook.", null, "an address"), Schemes);
            var sink = new SinkEntry
            {
                Name = name,
                To = to ?? new Uri("udp://localhost:514"),
                Format = entry.Word("format", "How rows are written for syslog.", "cef", Formats) == "json" ? SinkFormat.Json : SinkFormat.Cef,
                Secret = entry.Text("secret", "What posts to a webhook are signed with: HMAC-SHA256."),
                Kinds = entry.Texts("kinds", "Only rows of these kinds are sent (guard, key.create). Empty: all."),
            };
            if (to is null && entry.Line > 0)
            {
                entry.Fault("to", "A sink needs an address.", "Write, for example, tls://logs.example.com:6514.");
            }

            sinks.Add(sink);
            entry.End();
        }

        return sinks.FindAll(sink => sink.Name.Length > 0 && sink.To.Port > 0);
    }

    private static Uri? Address(SettingsSection section, string name, string? text, string[] schemes)
    {
        if (text is null)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address is { UserInfo: "", Host.Length: > 0, Port: > 0 })
        {
            return address;
        }

        section.Fault(name, $"'{text}' is not an address with {string.Join(", ", schemes)}, a host and a port.", "Write, for example, tls://logs.example.com:6514 or https://hooks.example.com/audit.");
        return null;
    }

    private static bool IsKey(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == 256;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
