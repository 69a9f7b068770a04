using System.Globalization;
using Tollgate.Core;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Benchmarks.Ledger;

/// <summary>Calls as a gateway with a dozen keys and a thousand sessions would make them.</summary>
internal static class Calls
{
    private const string Rates = "input 5, output 25, cache_read 0.5, cache_write_5m 6.25, cache_write_1h 10";

    private static readonly Guid Organization = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Guid[] Windows = [Guid.Parse("01900000-0000-7000-8000-000000000002"), Guid.Parse("01900000-0000-7000-8000-000000000003")];
    private static readonly KeyValuePair<string, string>[][] Tags = [.. Enumerable.Range(0, 8).Select(i => new KeyValuePair<string, string>[] { new("project", $"project-{i}") })];
    private static readonly string[] Sessions = [.. Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"session-{i:D6}"))];
    private static readonly string[] Models = ["claude-opus", "claude-sonnet", "gpt-x", "gpt-x-mini", "gemini-pro"];
    private static readonly string[] Providers = ["anthropic", "anthropic", "openai", "openai", "gemini"];

    public static CallIdentity Identity(int number) => new()
    {
        RequestId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(number)),
        OrganizationId = Organization,
        TeamId = Key(number % 3),
        TeamName = "default",
        PrincipalId = Key(number % 12),
        PrincipalName = "agent-a",
        KeyId = Key(number % 12),
        KeyName = "laptop",
        Agent = "claude-code",
        Session = Sessions[number % 1000],
        Tags = Tags[number % 8],
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Surface = Surface.Messages,
        Dialect = Dialect.Anthropic,
        Route = "/v1/messages",
        ModelAsked = Models[number % 5],
        IsStream = true,
        StartedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(number * 10L),
    };

    public static AttemptIdentity Attempt(int number) => new()
    {
        Number = 1, Provider = Providers[number % 5], Deployment = Providers[number % 5], Model = Models[number % 5], CatalogVersion = "2026-11-01",
        SentAt = DateTimeOffset.UnixEpoch.AddYears(56), Bound = new Money(50_000_000), Windows = Windows, OutputLimitAsked = 32_000, OutputLimitSent = 32_000,
    };

    public static void Append(Journal journal, CallIdentity call, AttemptIdentity attempt, int number)
    {
        while (journal.AppendSent(new SentRecord(call, attempt)) is not null)
        {
            // The database is behind: wait for room as a client would.
            Thread.Yield();
        }

        var usage = default(TokenUsage);
        usage[Unit.Input] = number % 4000;
        usage[Unit.CacheRead] = 40_000;
        usage[Unit.CacheWrite5m] = 1200;
        usage[Unit.Output] = 350;
        var settled = new SettledRecord(call, attempt)
        {
            EndedAt = call.StartedAt.AddSeconds(2), FirstByte = TimeSpan.FromMilliseconds(400), Status = 200, Usage = usage, Rates = Rates, Terms = "standard",
            ServedModel = attempt.Model, Cost = new Money(41_000_000 + number), ListCost = new Money(41_000_000 + number), ObjectId = "msg_01XFDUDYJgAACzvnptvVoYEL",
        };
        var request = new RequestRecord(call)
        {
            EndedAt = settled.EndedAt, FirstByte = settled.FirstByte, Status = 200, Provider = attempt.Provider, Deployment = attempt.Deployment, Model = attempt.Model, Attempts = 1,
        };
        _ = journal.AppendSettled(settled, request);
    }

    private static Guid Key(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);
}
