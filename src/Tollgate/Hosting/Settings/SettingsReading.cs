namespace Tollgate.Hosting.Settings;

/// <summary>What all sections of one reading share: findings, variables, and the rows of the reference when that is being written.</summary>
internal sealed class SettingsReading(Placeholders placeholders, List<SettingsFinding> findings, List<SettingRow>? rows = null)
{
    /// <summary>The values of variables.</summary>
    public Placeholders Placeholders { get; } = placeholders;

    /// <summary>Whether the reference is being written: entries under free names have one sample.</summary>
    public bool Describes => rows is not null;

    /// <summary>Adds a row to the reference.</summary>
    public void Describe(string key, string type, string fallback, string meaning) => rows?.Add(new SettingRow(key, type, fallback, meaning));

    /// <summary>The settings cannot be used.</summary>
    public void Fault(string key, int line, string message, string? help = null) => findings.Add(new SettingsFinding(key, line, message, help));

    /// <summary>The settings can be used, but the reader should know.</summary>
    public void Warn(string key, int line, string message, string? help = null) => findings.Add(new SettingsFinding(key, line, message, help, IsFault: false));
}
