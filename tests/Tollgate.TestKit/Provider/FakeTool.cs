using System.Text.Json;

namespace Tollgate.TestKit.Provider;

/// <summary>A function tool that a request declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The JSON schema of its arguments; undefined when it has none.</param>
/// <param name="Namespace">The namespace it stands in (Responses); null at the top.</param>
public readonly record struct FakeTool(string Name, JsonElement Schema, string? Namespace = null);
