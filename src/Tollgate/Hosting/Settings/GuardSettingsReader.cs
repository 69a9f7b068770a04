using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `guards:`.</summary>
internal static class GuardSettingsReader
{
    private static readonly GuardOptions Defaults = new();
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Reads the settings of the guards.</summary>
    public static GuardOptions Read(SettingsSection section)
    {
        var options = new GuardOptions
        {
            Level = Word(section, "level", "How far the guards go where no rule says otherwise: off; monitor records; warn tells the client in a header and raises an alert; enforce refuses.", Defaults.Level),
            OnFailure = Word(section, "on_failure", "What becomes of a call that a guard could not judge; audited and counted either way.", Defaults.OnFailure),
            KeepFor = section.Time("keep_for", "How long findings are kept.", Defaults.KeepFor, Day, Day * 3650),
            QuarantineFor = section.Time("quarantine_for", "How long a quarantine lasts.", Defaults.QuarantineFor, TimeSpan.FromMinutes(1), Day * 30),
        };
        options = options with { Rules = [.. section.Sections("rules").Select(Rule)] };
        section.End();
        return options;
    }

    private static GuardRule Rule((string Name, SettingsSection Section) entry)
    {
        var (name, section) = entry;
        var rule = new GuardRule
        {
            Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"guards.rules.{name}")).AsSpan(0, 16)),
            Name = name,
            Scope = Word(section, "scope", "Whose calls it is for. The narrower rule wins over the wider; what the file enforces, no rule made over the API lowers.", GuardScope.Organization),
            Target = section.Text("target", "Which organization, team, user, agent or key: its name or id. Empty: every organization.") ?? "",
            Threats = Words<GuardThreat>(section, "threats", "What it is about; empty: all."),
            Sources = Words<Source>(section, "sources", "Whose texts it is about; empty: all."),
            Level = Word(section, "level", "How far the guards go.", GuardLevel.Monitor),
            Action = Word(section, "action", "What is done when they enforce.", GuardAction.Block),
            Restore = section.Flag("restore", "Whether what is redacted in a request is put back where its name comes in the answer.", false),
            MinSeverity = Word(section, "min_severity", "Findings below this are only recorded.", Severity.High),
            MinConfidence = section.Value("min_confidence", "Findings that are less sure are only recorded.", 0.8, "0.8", "a number from 0 to 1", Share),
            Loops = Loops(section),
            Details = Details(section),
            Origin = GuardOrigin.File,
        };
        if (section.Line > 0 && rule.Scope != GuardScope.Organization && rule.Target.Length == 0)
        {
            section.Fault("target", "This scope needs a target.", "Name the one that is meant.");
        }

        section.End();
        return rule;
    }

    private static LoopBounds Loops(SettingsSection section) => new(
        section.Number("same_calls", "So many identical calls of a session (of a key without one) within the time are a loop.", LoopBounds.Usual.SameCalls, 2, 1_000_000),
        section.Number("errors", "So many failed calls in a row within the time are a loop.", LoopBounds.Usual.Errors, 2, 1_000_000),
        section.Value<Money?>("spend", "More dollars than this within the time are a loop.", null, "", "an amount in dollars", static text => (Money.TryParse(text, out var most) && most > Money.Zero, most)),
        section.Time("within", "The time in which calls are a loop.", LoopBounds.Usual.Within, TimeSpan.FromSeconds(1), Day));

    private static GuardDetails Details(SettingsSection section)
    {
        var details = new GuardDetails
        {
            AllowTools = section.Texts("allow_tools", "The tools that may be offered and called, with stars; empty: all."),
            DenyTools = section.Texts("deny_tools", "The tools that may not be offered or called, with stars."),
            ToolCalls = section.Value<int?>("tool_calls", "More calls of tools than this of a session (of a key without one) within the time are too many.", null, "", "a whole number from 1 to 1000000", Count),
            AllowHosts = section.Texts("allow_hosts", "Hosts that addresses in answers may carry data to; each stands for the names below it too."),
            BulkBytes = section.Number("bulk_bytes", "From so many bytes on, coded data in an answer is a lot.", GuardDetails.Usual.BulkBytes, 256, 1_048_576),
            Deviations = section.Number("deviations", "So many deviations above the median of its own hours is unlike a user or an agent.", (int)GuardDetails.Usual.Deviations, 2, 1000),
        };
        if (GuardDetails.Fault(details) is { } fault)
        {
            section.Fault(fault.Name, fault.Sentence, "Give other names.");
        }

        return details;
    }

    private static (bool IsFine, int? Value) Count(string text) =>
        (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1_000_000, count);

    private static (bool IsFine, double Value) Share(string text) =>
        (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1, share);

    private static T Word<T>(SettingsSection section, string name, string meaning, T fallback)
        where T : struct, Enum => GuardWords.Read<T>(section.Word(name, meaning, GuardWords.Word(fallback), [.. GuardWords.All<T>()])!);

    private static List<T> Words<T>(SettingsSection section, string name, string meaning)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var word in section.Texts(name, $"{meaning} {string.Join(", ", GuardWords.All<T>())}."))
        {
            if (GuardWords.TryRead<T>(word, out var value))
            {
                values.Add(value);
            }
            else
            {
                section.Fault(name, $"'{word}' is none of them.", $"Known here: {string.Join(", ", GuardWords.All<T>())}.");
            }
        }

        return values;
    }
}
