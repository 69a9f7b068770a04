using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tollgate.Audit.Anchors;

/// <summary>The log's head at a moment, kept where nobody who can rewrite the log can rewrite it too.</summary>
/// <param name="Sequence">The place of the last row.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the rest, base64; null when anchors are not signed.</param>
internal sealed record Anchor(long Sequence, string Hash, DateTimeOffset At, string? Signature = null)
{
    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AuditJson.Default.Anchor);

    /// <summary>The anchor in a line; null when it is none.</summary>
    public static Anchor? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Default.Anchor) is { Hash: not null } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same, signed.</summary>
    public Anchor SignedBy(ECDsa key) => this with { Signature = Convert.ToBase64String(key.SignData(Signed(), HashAlgorithmName.SHA256)) };

    /// <summary>Whether the key signed it.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        var signature = new byte[128];
        return Signature is not null && Convert.TryFromBase64String(Signature, signature, out var length) && key.VerifyData(Signed(), signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    private byte[] Signed() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"tollgate audit anchor 1\n{Sequence}\n{Hash}\n{At.ToUniversalTime():O}"));
}
