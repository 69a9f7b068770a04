using System.Text;

namespace Tollgate.Pricing;

/// <summary>Compares model names exactly, as text or as the UTF-8 bytes of a request, so that looking one up makes no string.</summary>
internal sealed class ModelNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const uint Seed = 2166136261;
    private const uint Prime = 16777619;

    private ModelNameComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static ModelNameComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
        Ascii.IsValid(alternate) ? Ascii.Equals(alternate, other) : alternate.SequenceEqual(Encoding.UTF8.GetBytes(other));

    /// <inheritdoc/>
    public int GetHashCode(string obj)
    {
        if (!Ascii.IsValid(obj))
        {
            return GetHashCode(Encoding.UTF8.GetBytes(obj));
        }

        var hash = Seed;
        foreach (var character in obj)
        {
            hash = (hash ^ character) * Prime;
        }

        return (int)hash;
    }

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = Seed;
        foreach (var value in alternate)
        {
            hash = (hash ^ value) * Prime;
        }

        return (int)hash;
    }

    /// <inheritdoc/>
    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
