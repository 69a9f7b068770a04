using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Finds e-mail addresses by their @.</summary>
internal static class EmailMatcher
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 128;
    private static readonly ByteClass Local = ByteClass.Parse("A-Za-z0-9._%+-");
    private static readonly ByteClass Domain = ByteClass.Parse("A-Za-z0-9.-");

    /// <summary>Top-level names that are file names or that RFC 2606 and RFC 6762 keep from ever being somebody's.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Nobody = new HashSet<string>(
        ["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "ts", "json", "md", "html", "py", "cs", "go", "rs", "java", "yml", "yaml", "test", "invalid", "localhost", "example", "local", "internal", "svc"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reports every address.</summary>
    public static void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = text.IndexOf((byte)'@'); at >= 0;)
        {
            Match(text, at, ref sink);
            var next = text[(at + 1)..].IndexOf((byte)'@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static void Match(ReadOnlySpan<byte> text, int at, ref ScanSink sink)
    {
        var local = Local.RunBack(text[..at], LongestLocal);
        local = local == 0 ? 0 : text[(at - local)..at].TrimStart(".-%+"u8).Length;

        var domain = text.Slice(at + 1, Domain.Run(text[(at + 1)..], LongestDomain)).TrimEnd(".-"u8);
        if (local == 0 || domain.Length < 4 || !IsSomebody(domain) || IsRemote(text, at, local, domain.Length))
        {
            return;
        }

        var isReserved = IsReserved(domain);
        if (!isReserved || IsName(text[(at - local)..at]))
        {
            sink.Report(PersonalRules.Email, PersonalRules.Email.Severity, isReserved ? 0.6f : 0.9f, at - local, at + 1 + domain.Length);
        }
    }

    /// <summary>Whether a local part is made of a first and a last name, or of initials: that is a person even under a name of RFC 2606.</summary>
    private static bool IsName(ReadOnlySpan<byte> local)
    {
        var dot = local.IndexOfAny((byte)'.', (byte)'_');
        return dot > 0 && local.Length - dot > 2 && ByteClass.Alphanumeric.Run(local[(dot + 1)..], local.Length) == local.Length - dot - 1 && local.IndexOf("name"u8) < 0;
    }

    private static bool IsReserved(ReadOnlySpan<byte> domain)
    {
        var second = domain[..domain.LastIndexOf((byte)'.')];
        return second.EndsWith("example"u8) && (second.Length == 7 || second[^8] == '.');
    }

    private static bool IsSomebody(ReadOnlySpan<byte> domain)
    {
        var dot = domain.LastIndexOf((byte)'.');
        var top = domain[(dot + 1)..];
        if (dot <= 0 || top.Length is < 2 or > 24 || top.ContainsAnyExceptInRange((byte)'A', (byte)'z') || domain[0] == '.' || domain.IndexOf(".."u8) >= 0)
        {
            return false;
        }

        // A top-level name has at most 24 letters; 48 bytes of the stack.
        Span<char> name = stackalloc char[24];
        return !Nobody.Contains(name[..Encoding.Latin1.GetChars(top, name)]);
    }

    /// <summary>`git@host:path` is the address of a repository.</summary>
    private static bool IsRemote(ReadOnlySpan<byte> text, int at, int local, int domain)
    {
        var end = at + 1 + domain;
        return text[(at - local)..at].SequenceEqual("git"u8) && end < text.Length && text[end] == ':';
    }
}
