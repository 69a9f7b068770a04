using System.CommandLine;
using System.Globalization;

namespace Tollgate.Cli.Commands;

/// <summary>The options that every question about costs takes: a time, a zone, and filters.</summary>
internal sealed class CostPeriod
{
    private static readonly (string Option, string Parameter, string Meaning)[] Filters =
    [
        ("--team", "team", "Only this team."), ("--principal", "principal", "Only this user or agent."), ("--of-key", "key", "Only this key, by id or name."), ("--agent", "agent", "Only this agent."),
        ("--session", "session", "Only this session."), ("--provider", "provider", "Only this provider."), ("--model", "model", "Only this model."), ("--tag", "tag", "Only calls with this tag: NAME or NAME:VALUE."),
    ];

    private readonly Option<int?> _days = new("--days") { Description = "So many days, today included; 30 by default." };
    private readonly Option<string?> _from = new("--from") { Description = "First day or instant, for example 2026-11-01." };
    private readonly Option<string?> _to = new("--to") { Description = "The day or instant after the last." };
    private readonly Option<string?> _month = new("--month") { Description = "A month, for example 2026-11." };
    private readonly Option<string?> _zone = new("--time-zone") { Description = "Whose calendar counts: an IANA name; UTC by default." };
    private readonly List<(Option<string?> Option, string Parameter)> _filters = Filters.Select(filter => (new Option<string?>(filter.Option) { Description = filter.Meaning }, filter.Parameter)).ToList();

    /// <summary>Puts the options on a command.</summary>
    public Command AddTo(Command command, bool hasTime = true)
    {
        foreach (var option in hasTime ? (Option[])[_days, _from, _to, _month, _zone] : [_zone])
        {
            command.Options.Add(option);
        }

        _filters.ForEach(filter => command.Options.Add(filter.Option));
        return command;
    }

    /// <summary>The query that the words ask for, with what is given first.</summary>
    public string Query(ParseResult words, params (string Name, string? Value)[] first)
    {
        var (from, to) = Month(words);
        (string Name, string? Value)[] parts =
        [
            .. first, ("days", words.GetValue(_days)?.ToString(CultureInfo.InvariantCulture)), ("from", from), ("to", to), ("time_zone", words.GetValue(_zone)),
            .. _filters.Select(filter => (filter.Parameter, words.GetValue(filter.Option))),
        ];
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private (string? From, string? To) Month(ParseResult words)
    {
        if (words.GetValue(_month) is not { } month)
        {
            return (words.GetValue(_from), words.GetValue(_to));
        }

        return DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? (first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), first.AddMonths(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : throw new CliFault(ExitCode.Usage, $"'{month}' is not a month. Write it as 2026-11.");
    }
}
