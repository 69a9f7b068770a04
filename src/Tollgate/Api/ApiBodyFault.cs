using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tollgate.Api;

/// <summary>Says what is wrong with a body of the admin API in words of the API, not of the serializer.</summary>
internal static class ApiBodyFault
{
    private const string Empty = "The input does not contain any JSON tokens";
    private const string Missing = "missing required properties including: ";
    private const string Unknown = "The JSON property '";

    /// <summary>What is wrong.</summary>
    public static string Describe(JsonException fault)
    {
        var end = fault.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? fault.Message : fault.Message[..end];
        if (text.StartsWith(Empty, StringComparison.Ordinal))
        {
            return "The body is empty.";
        }

        var missing = text.IndexOf(Missing, StringComparison.Ordinal);
        if (missing >= 0)
        {
            return $"The body lacks {text[(missing + Missing.Length)..].TrimEnd('.').Replace(';', ',')}.";
        }

        if (text.StartsWith(Unknown, StringComparison.Ordinal))
        {
            return $"There is no field '{text[Unknown.Length..text.IndexOf('\'', Unknown.Length)]}' here.";
        }

        if (fault.Path is not null && text.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return $"The value of '{fault.Path}' has the wrong type.";
        }

        return fault.InnerException is JsonException ? $"The body is not JSON that can be read, at line {fault.LineNumber + 1}." : text;
    }

    /// <summary>The fields that a body takes.</summary>
    public static string Shape(JsonTypeInfo type)
    {
        var fields = string.Join(", ", type.Properties.Select(field => field.IsRequired ? $"'{field.Name}' (required)" : $"'{field.Name}'"));
        return fields.Length == 0 ? "It takes JSON." : $"It takes a JSON object with {fields}.";
    }
}
