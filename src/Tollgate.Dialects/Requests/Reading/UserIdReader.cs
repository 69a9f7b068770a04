using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>
/// Takes apart what Claude Code writes into `metadata.user_id`: a JSON object inside the string
/// ({"device_id":…,"account_uuid":…,"session_id":…}), or in older versions `user_…_account_…_session_…`.
/// Labels only: what does not look like this is left whole.
/// </summary>
internal static class UserIdReader
{
    public static void Read(ReadOnlySpan<byte> body, ref RequestFacts facts)
    {
        var raw = facts.MetadataUserId.Of(body);
        if (raw.IsEmpty)
        {
            return;
        }

        var session = Quoted(raw, "session_id"u8);
        if (session.IsEmpty && raw[0] != '{')
        {
            session = After(raw, "_session_"u8);
        }

        facts.MetadataSession = session.IsEmpty ? facts.MetadataSession : Shift(session, facts.MetadataUserId);
        facts.MetadataAccount = Shift(Quoted(raw, "account_uuid"u8), facts.MetadataUserId);
        facts.MetadataDevice = Shift(Quoted(raw, "device_id"u8), facts.MetadataUserId);
    }

    /// <summary>The value of a member of the inner object. Inner quotes stand escaped in the outer string, and ids need no escapes of their own.</summary>
    private static Slice Quoted(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name)
    {
        if (raw[0] != '{')
        {
            return Slice.None;
        }

        for (var from = 0; raw[from..].IndexOf(name) is var at && at >= 0; from += at + name.Length)
        {
            var value = ValueAt(raw, from + at, name.Length);
            if (!value.IsEmpty)
            {
                return value;
            }
        }

        return Slice.None;
    }

    private static Slice ValueAt(ReadOnlySpan<byte> raw, int at, int nameLength)
    {
        var quote = "\\\""u8;
        var rest = raw[(at + nameLength)..];
        if (!raw[..at].EndsWith(quote) || !rest.StartsWith(quote))
        {
            return Slice.None;
        }

        rest = rest[quote.Length..].TrimStart(" "u8);
        if (rest.IsEmpty || rest[0] != ':')
        {
            return Slice.None;
        }

        rest = rest[1..].TrimStart(" "u8);
        if (!rest.StartsWith(quote))
        {
            return Slice.None;
        }

        rest = rest[quote.Length..];
        var length = rest.IndexOf((byte)'\\');
        return length <= 0 || !rest[length..].StartsWith(quote) ? Slice.None : new Slice(raw.Length - rest.Length, length);
    }

    private static Slice After(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> mark)
    {
        var at = raw.LastIndexOf(mark);
        return at < 0 ? Slice.None : new Slice(at + mark.Length, raw.Length - at - mark.Length);
    }

    private static Slice Shift(Slice inner, Slice outer) => inner.IsEmpty ? Slice.None : inner with { Start = inner.Start + outer.Start };
}
