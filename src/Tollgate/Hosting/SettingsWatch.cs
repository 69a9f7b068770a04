using Microsoft.Extensions.Logging;
using Tollgate.Hosting.Settings;

namespace Tollgate.Hosting;

/// <summary>Tells the log what a change of the settings file came to, and /health while the file is wrong.</summary>
internal sealed class SettingsWatch
{
    private readonly ILogger _log;
    private readonly SettingsFile _file;
    private SettingsReport _inForce;

    /// <summary>Watches from now on.</summary>
    public SettingsWatch(SettingsFile file, ILogger<SettingsWatch> log)
    {
        _log = log;
        _file = file;
        _inForce = file.LastReport;
        file.Looked += Note;
    }

    /// <summary>What is wrong with the file now; null when it is in force as it is.</summary>
    public string? Sentence => _file.LastReport is { IsUsable: false } report ? $"{Fault(report)} The running settings stay." : null;

    private void Note(SettingsReport report)
    {
        if (!report.IsUsable)
        {
            HostingLog.SettingsFaulty(_log, Fault(report));
            return;
        }

        HostingLog.SettingsChanged(_log, SettingsChange.Between(_inForce, report).ToString());
        foreach (var finding in report.Findings)
        {
            HostingLog.SettingsDoubtful(_log, finding.ToString());
        }

        _inForce = report;
    }

    private static string Fault(SettingsReport report)
    {
        var faults = report.Findings.Where(finding => finding.IsFault).ToList();
        var more = faults.Count > 1 ? $" (and {faults.Count - 1} more: `tollgate config check` lists them)" : "";
        return $"{faults[0]}{more}";
    }
}
