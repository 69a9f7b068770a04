using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Cli.Commands;

/// <summary>The options that say which rows of the audit log are meant, and where they lie.</summary>
internal sealed class AuditWords
{
    private readonly Option<string?> _from = new("--from") { Description = "From this day or time on." };
    private readonly Option<string?> _to = new("--to") { Description = "Before this day or time." };
    private readonly Option<string?> _kind = new("--kind") { Description = "An action (key.create), or the kind before its dot (key, guard, budget)." };
    private readonly Option<string?> _actor = new("--actor") { Description = "Who did it: a name, or a key's id." };
    private readonly Option<string?> _call = new("--call") { Description = "What was decided about this call." };
    private readonly Option<string?> _subject = new("--subject") { Description = "What was done to this key, budget, rule …, by its id." };
    private readonly Option<bool> _everywhere = new("--all-organizations") { Description = "All organizations, and what concerns none (operator only)." };

    /// <summary>--data.</summary>
    public static Option<string?> Data() => new("--data") { Description = "A data folder, or a copy of one, read without a gateway." };

    /// <summary>The database of a data folder, for reading.</summary>
    public static DbDataSource Open(string folder)
    {
        try
        {
            return DatabaseGlance.Open(folder);
        }
        catch (StorageException fault)
        {
            throw new CliFault(ExitCode.NotFound, fault.Message);
        }
    }

    /// <summary>Reads; a database that cannot be read is a sentence.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StorageException fault)
        {
            throw new CliFault(ExitCode.Refused, fault.Message);
        }
    }

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _from, _to, _kind, _actor, _call, _subject, _everywhere })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The query string for the gateway.</summary>
    public string Query(ParseResult words) => string.Join('&', new (string Name, string? Value)[]
    {
        ("from", Moment(words, _from)), ("to", Moment(words, _to)), ("kind", words.GetValue(_kind)), ("actor", words.GetValue(_actor)), ("subject", Subject(words)),
        ("all", words.GetValue(_everywhere) ? "true" : null),
    }.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    /// <summary>The same for a data folder; whoever can read it may read all of it.</summary>
    public AuditFilter Filter(ParseResult words) => new()
    {
        From = Parsed(Moment(words, _from)), To = Parsed(Moment(words, _to)), Kind = words.GetValue(_kind), Actor = words.GetValue(_actor), Subject = Subject(words),
    };

    private string? Subject(ParseResult words) => words.GetValue(_call) ?? words.GetValue(_subject);

    private static string? Moment(ParseResult words, Option<string?> option) => words.GetValue(option) is { } text ? Moments.Read(text) : null;

    private static DateTimeOffset? Parsed(string? moment) => moment is null ? null : DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
