using System.Text;
using System.Text.Json;

namespace Tollgate.TestKit.Provider;

/// <summary>Writes a small value that satisfies a JSON schema (or Gemini's dialect of one).</summary>
public static class SchemaFiller
{
    private const int MaxDepth = 12;

    /// <summary>A value as JSON text.</summary>
    public static string Fill(JsonElement schema)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(writer, schema, schema, 0);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement root, JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            writer.WriteNullValue();
            return;
        }

        if (TryFollow(root, schema, out var next))
        {
            Write(writer, root, next, depth + 1);
            return;
        }

        if (TryFixed(schema, out var value))
        {
            value.WriteTo(writer);
            return;
        }

        WriteType(writer, root, schema, depth);
    }

    private static bool TryFollow(JsonElement root, JsonElement schema, out JsonElement next)
    {
        next = default;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            next = root;
            foreach (var name in reference.GetString()!.TrimStart('#', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                next = next.GetProperty(name);
            }

            return true;
        }

        foreach (var word in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (schema.TryGetProperty(word, out var options) && options.GetArrayLength() > 0)
            {
                next = options[0];
                return true;
            }
        }

        return false;
    }

    private static bool TryFixed(JsonElement schema, out JsonElement value)
    {
        if (schema.TryGetProperty("const", out value))
        {
            return true;
        }

        if (schema.TryGetProperty("enum", out var values) && values.GetArrayLength() > 0)
        {
            value = values[0];
            return true;
        }

        return false;
    }

    private static void WriteType(Utf8JsonWriter writer, JsonElement root, JsonElement schema, int depth)
    {
        switch (TypeOf(schema))
        {
            case "object":
                WriteObject(writer, root, schema, depth);
                break;
            case "array":
                writer.WriteStartArray();
                if (schema.TryGetProperty("items", out var items))
                {
                    Write(writer, root, items, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case "integer" or "number":
                writer.WriteNumberValue(schema.TryGetProperty("minimum", out var least) ? least.GetDouble() : 1);
                break;
            case "boolean":
                writer.WriteBooleanValue(true);
                break;
            case "null":
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue("example");
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement root, JsonElement schema, int depth)
    {
        writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                Write(writer, root, property.Value, depth + 1);
            }
        }

        writer.WriteEndObject();
    }

    private static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return schema.TryGetProperty("properties", out _) ? "object" : "string";
        }

        var name = type.ValueKind == JsonValueKind.Array ? type[0].GetString() : type.GetString();
        return name!.ToLowerInvariant();
    }
}
