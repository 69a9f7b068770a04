using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tollgate.Api;

namespace Tollgate.Hosting;

/// <summary>Writes the OpenAPI 3.1 document of the admin API from the list of routes.</summary>
internal static class OpenApiDocument
{
    /// <summary>The document as UTF-8 JSON.</summary>
    public static byte[] Write(IReadOnlyList<ApiRoute> routes, string version)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = ApiJson.Writer(buffer);
        writer.WriteStartObject();
        writer.WriteString("openapi", "3.1.0");
        writer.WriteStartObject("info");
        writer.WriteString("title", "Tollgate admin API");
        writer.WriteString("version", version);
        writer.WriteEndObject();
        WriteSecurity(writer);
        writer.WriteStartObject("paths");
        foreach (var path in routes.GroupBy(route => route.Pattern).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(path.Key);
            foreach (var route in path)
            {
                WriteRoute(writer, route);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSecurity(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("components");
        writer.WriteStartObject("securitySchemes");
        writer.WriteStartObject("bearer");
        writer.WriteString("type", "http");
        writer.WriteString("scheme", "bearer");
        writer.WriteString("description", "A Tollgate key: tg-… for a caller, a viewer or an organization's admin; tga-… for the operator.");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter writer, ApiRoute route)
    {
        writer.WriteStartObject(route.Method.ToLowerInvariant());
        writer.WriteString("summary", route.Summary);
        writer.WriteString("x-right", route.Right.ToString().ToLowerInvariant());
        WriteParameters(writer, route);
        if (route.Right != ApiRight.Public)
        {
            writer.WriteStartArray("security");
            writer.WriteStartObject();
            writer.WriteStartArray("bearer");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        if (route.Request is not null)
        {
            writer.WriteStartObject("requestBody");
            writer.WriteBoolean("required", true);
            WriteContent(writer, route.Request);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("responses");
        writer.WriteStartObject("2XX");
        writer.WriteString("description", "Done.");
        if (route.Reply is not null)
        {
            WriteContent(writer, route.Reply);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("4XX");
        writer.WriteString("description", "A problem document (RFC 9457) whose `code` is in docs/errors.md.");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, ApiRoute route)
    {
        writer.WriteStartArray("parameters");
        foreach (var segment in route.Pattern.Split('/').Where(segment => segment.StartsWith('{')))
        {
            WriteParameter(writer, segment[1..^1], "path", required: true, "Its id.");
        }

        foreach (var (name, meaning) in route.Query)
        {
            WriteParameter(writer, name, "query", required: false, meaning);
        }

        writer.WriteEndArray();
    }

    private static void WriteParameter(Utf8JsonWriter writer, string name, string place, bool required, string meaning)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("in", place);
        writer.WriteBoolean("required", required);
        writer.WriteString("description", meaning);
        writer.WriteStartObject("schema");
        writer.WriteString("type", "string");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, JsonTypeInfo type)
    {
        writer.WriteStartObject("content");
        writer.WriteStartObject("application/json");
        writer.WritePropertyName("schema");
        Schema(type).WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static JsonNode Schema(JsonTypeInfo type) =>
        type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = static (context, schema) => context.TypeInfo.Type == typeof(Core.Money) || context.TypeInfo.Type == typeof(Core.Money?)
                ? new JsonObject { ["type"] = "string", ["pattern"] = "^-?[0-9]+(\\.[0-9]{1,9})?$", ["description"] = "US dollars" }
                : schema,
        });
}
