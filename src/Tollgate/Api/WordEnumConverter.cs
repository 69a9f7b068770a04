using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Api;

/// <summary>An enum in JSON is its name in snake_case; numbers are not taken.</summary>
public sealed class WordEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
