namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Members of a Gemini part that qualify another one and cost nothing themselves.</summary>
internal static class GeminiQualifiers
{
    /// <summary>Their names in both spellings.</summary>
    public static readonly NameTable<bool> Names = new(
    [
        ("displayName", true),
        ("mediaResolution", true),
        ("media_resolution", true),
        ("partMetadata", true),
        ("part_metadata", true),
        ("videoMetadata", true),
        ("video_metadata", true),
    ]);
}
