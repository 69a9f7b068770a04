namespace Tollgate.Hosting.Settings;

/// <summary>One row of docs/settings.md.</summary>
internal sealed record SettingRow(string Key, string Type, string Default, string Meaning);
