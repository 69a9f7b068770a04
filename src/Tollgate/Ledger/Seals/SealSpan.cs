using System.Globalization;
using System.Text.Json;

namespace Tollgate.Ledger.Seals;

/// <summary>The rows of one table that a seal is about.</summary>
/// <param name="From">The place before the first.</param>
/// <param name="Through">The place of the last.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Digest">SHA-256 over their values, in their order.</param>
internal sealed record SealSpan(long From, long Through, long Rows, string Digest)
{
    /// <summary>Whether two say the same.</summary>
    public bool IsProvedBy(SealSpan found) => Rows == found.Rows && Digest == found.Digest;

    /// <summary>Writes it as a member of a JSON object.</summary>
    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteNumber("from", From);
        json.WriteNumber("through", Through);
        json.WriteNumber("rows", Rows);
        json.WriteString("digest", Digest);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SealSpan Read(JsonElement seal, string name)
    {
        var span = seal.GetProperty(name);
        return new SealSpan(span.GetProperty("from").GetInt64(), span.GetProperty("through").GetInt64(), span.GetProperty("rows").GetInt64(), span.GetProperty("digest").GetString()!);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From + 1} to {Through}");
}
