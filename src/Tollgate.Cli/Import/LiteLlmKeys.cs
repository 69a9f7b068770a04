using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Api;

namespace Tollgate.Cli.Import;

/// <summary>Reads an export of LiteLLM's table of keys (LiteLLM_VerificationToken as CSV): keys go over by their hash, so that clients keep theirs.</summary>
internal sealed class LiteLlmKeys(ImportPlan plan, DateTimeOffset now)
{
    private static readonly HashSet<string> AllModels = ["all-team-models", "all-proxy-models", "*"];

    /// <summary>Reads the rows.</summary>
    /// <exception cref="CliFault">There is no column of keys.</exception>
    public void Read(string text)
    {
        var rows = Rows(CsvText.Parse(text) ?? throw new CliFault(ExitCode.Refused, "The keys cannot be read as CSV: there is no heading, or a quote is not closed."));
        if (rows.Count == 0 || !rows[0].ContainsKey("token"))
        {
            throw new CliFault(ExitCode.Refused, "The keys have no column 'token'.");
        }

        var teams = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Key(row, teams);
        }
    }

    /// <summary>The rows by the names of the headings; a cell that is missing is empty.</summary>
    private static List<Dictionary<string, string>> Rows(CsvTable table) => [.. table.Rows.Select(cells => Row(table.Columns, cells))];

    private static Dictionary<string, string> Row(IReadOnlyList<string> names, IReadOnlyList<string> cells)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            row[names[i].Trim()] = i < cells.Count ? cells[i] : "";
        }

        return row;
    }

    private void Key(Dictionary<string, string> row, HashSet<string> teams)
    {
        var name = Field(row, "key_alias") ?? Field(row, "key_name") ?? $"litellm-{row["token"][..Math.Min(8, row["token"].Length)]}";
        if (Why(row) is { } why)
        {
            plan.Notes.Add($"key {name}: {why}.");
            return;
        }

        var body = new JsonObject { ["name"] = name, ["sha256"] = Hash(row["token"]) };
        if (Field(row, "user_id") is { } user)
        {
            (body["principal"], body["principal_kind"]) = (Named("user", user), "user");
        }

        if ((Field(row, "team_alias") ?? Field(row, "team_id")) is { } id)
        {
            var team = Named("team", id);
            body["team"] = team;
            if (teams.Add(team))
            {
                plan.Makes.Insert(teams.Count - 1, ("/api/teams", new JsonObject { ["name"] = team }));
            }
        }

        if (Field(row, "expires") is { } ends && Time(ends) is { } at)
        {
            body["expires_at"] = at.ToString("O", CultureInfo.InvariantCulture);
        }

        Rights(body, row, name);
        plan.Makes.Add(("/api/keys", body));
    }

    private void Rights(JsonObject body, Dictionary<string, string> row, string name)
    {
        var models = List(Field(row, "models"));
        if (models.Count > 0 && !models.Exists(AllModels.Contains))
        {
            body["models"] = new JsonArray([.. models.Select(model => (JsonNode)model)]);
        }

        if (Field(row, "max_budget") is { } most && LiteLlmMoney.Read(most) is { } limit)
        {
            body["budgets"] = Budget(limit, row, name);
        }

        if (Limits(row) is { Count: > 0 } limits)
        {
            body["limits"] = limits;
        }
    }

    private JsonArray Budget(string limit, Dictionary<string, string> row, string name)
    {
        var (window, isSame) = LiteLlmWindows.Of(Field(row, "budget_duration"));
        plan.Notes.AddRange(isSame ? [] : [$"key {name}: its budget_duration '{Field(row, "budget_duration")}' became a calendar {window}, which is not shorter"]);
        plan.Notes.AddRange(Field(row, "spend") is { } spend && LiteLlmMoney.Read(spend) is { } spent ? [$"key {name}: its spend so far (${spent}) is not carried over; the window begins anew"] : []);
        return new JsonArray(new JsonObject { ["limit_usd"] = limit, ["window"] = window, ["hard"] = true });
    }

    private static JsonArray Limits(Dictionary<string, string> row)
    {
        var limits = new JsonArray();
        foreach (var (column, unit) in ((string, string)[])[("rpm_limit", "requests"), ("tpm_limit", "tokens"), ("max_parallel_requests", "parallel")])
        {
            if (long.TryParse(Field(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            {
                var one = new JsonObject { ["unit"] = unit, ["limit"] = count };
                limits.Add(unit == "parallel" ? one : Minute(one));
            }
        }

        return limits;
    }

    private static JsonObject Minute(JsonObject limit)
    {
        limit["per"] = "minute";
        return limit;
    }

    private string? Why(Dictionary<string, string> row) =>
        row["token"].Length == 0 ? "it has no token"
        : Field(row, "blocked") is "t" or "true" or "True" or "1" ? "it is blocked and was left out"
        : Field(row, "expires") is { } ends && Time(ends) is null ? $"its end '{ends}' cannot be read"
        : Field(row, "expires") is { } past && Time(past) <= now ? "it has expired and was left out"
        : null;

    /// <summary>A name must not look like an id here.</summary>
    private static string Named(string kind, string name) => Guid.TryParse(name, out _) ? $"{kind}-{name}" : name;

    /// <summary>A row holds the hash; where it holds the key itself, that is hashed here and goes no further.</summary>
    private static string Hash(string token) =>
        token.Length == 64 && token.All(char.IsAsciiHexDigit) ? token.ToLowerInvariant() : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A list as JSON or as PostgreSQL prints it: {a,b}.</summary>
    private static List<string> List(string? text)
    {
        if (text is null)
        {
            return [];
        }

        if (text.StartsWith('['))
        {
            return [.. JsonNode.Parse(text)!.AsArray().Select(item => item!.GetValue<string>())];
        }

        return [.. text.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => item.Trim('"'))];
    }

    private static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Field(Dictionary<string, string> row, string name) => row.GetValueOrDefault(name) is { Length: > 0 } text && text is not ("NULL" or "null") ? text : null;
}
