namespace Tollgate.Hosting.Settings;

/// <summary>Something that a reader of tollgate.yaml should know.</summary>
/// <param name="Key">The full key, for example "providers.openai.base_url"; empty for the file as a whole.</param>
/// <param name="Line">The line; 0 when it has none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What would help; null when the message says it.</param>
/// <param name="IsFault">Whether the settings cannot be used; else it is a warning.</param>
internal sealed record SettingsFinding(string Key, int Line, string Message, string? Help = null, bool IsFault = true)
{
    /// <summary>For people: "line 7: providers.openai.base_url: …".</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"line {Line}: " : "";
        var key = Key.Length > 0 ? Key + ": " : "";
        var help = Help is null ? "" : " " + Help;
        return $"{(IsFault ? "fault" : "warning")}: {place}{key}{Message}{help}";
    }
}
