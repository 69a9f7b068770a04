using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>Money in JSON is a decimal string in dollars of at most nine decimals.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    /// <inheritdoc/>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Money.TryParse(reader.GetString(), out var money))
        {
            return money;
        }

        throw new JsonException("Money is a decimal string in dollars with at most nine decimals, for example \"5.00\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
