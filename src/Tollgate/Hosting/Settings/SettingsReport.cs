namespace Tollgate.Hosting.Settings;

/// <summary>What came of reading the settings: all findings at once, and the settings when there is no fault.</summary>
internal sealed record SettingsReport(TollgateSettings? Settings, IReadOnlyList<SettingsFinding> Findings)
{
    /// <summary>Whether the settings can be used.</summary>
    public bool IsUsable => Settings is not null;

    /// <summary>What the file says, by full key, as written: to tell what a change of it changed.</summary>
    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>();
}
