namespace Tollgate.Hosting.Settings;

/// <summary>What came of reading the settings: all findings at once, and the settings when there is no fault.</summary>
internal sealed record SettingsReport(TollgateSettings? Settings, IReadOnlyList<SettingsFinding> Findings)
{
    /// <summary>Whether the settings can be used.</summary>
    public bool IsUsable => Settings is not null;
}
