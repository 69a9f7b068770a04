using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tollgate.Upstreams;

/// <summary>A provider key. Printing it, logging it or comparing records that hold it never shows it.</summary>
internal sealed class Secret(string value) : IEquatable<Secret>
{
    private readonly string _value = value;

    /// <summary>Enough of the end to tell two keys apart; nothing of a short key.</summary>
    public string Hint => _value.Length >= 16 ? "…" + _value[^4..] : "…";

    /// <summary>The value of an Authorization header.</summary>
    public string Bearer { get; } = "Bearer " + value;

    /// <summary>The key itself, for the request that needs it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(_value.AsSpan()), MemoryMarshal.AsBytes(other._value.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
