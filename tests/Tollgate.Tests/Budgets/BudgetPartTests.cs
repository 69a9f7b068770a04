using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Tests.Budgets;

/// <summary>Budgets with several conditions: what counts a call as it comes, and what adds up calls that were, agree.</summary>
public sealed class BudgetPartTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Models = ["gpt-5", "gpt-5-mini", "claude"];
    private static readonly string[] Providers = ["openai", "azure"];
    private static readonly string[] Kinds = ["bot", "person"];

    [Fact]
    public async Task ATeamOnAModel_CountsWhatMeetsBoth_AndRefusesNothingElse()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var call = bench.Call with { Model = "gpt-5-mini", Provider = "openai" };
        await bench.AddAsync(bench.Wish("1.00") with { Scope = BudgetScope.Team, Target = call.TeamId.ToString(), Also = [new BudgetPart(BudgetScope.Model, "gpt-5*")] });

        await bench.SpendAsync("0.90", call: call);

        Assert.True((await bench.ReserveAsync("0.20", call: call)).IsRefused);
        Assert.False((await bench.ReserveAsync("5.00", call: call with { Model = "claude" })).IsRefused);
        Assert.False((await bench.ReserveAsync("5.00", call: call with { TeamId = Ids.New(bench.Clock) })).IsRefused);
        Assert.False((await bench.ReserveAsync("0.10", call: call with { Model = "gpt-5" })).IsRefused);
    }

    [Fact]
    public async Task ATagAtAProvider_SplitByModel_HasAWindowForEachModel()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var bot = bench.Call with { Model = "gpt-5", Provider = "openai", Tags = [new("kind", "bot")] };
        var budget = await bench.AddAsync(bench.Wish("1.00") with { Scope = BudgetScope.Tag, Target = "kind=bot", Also = [new BudgetPart(BudgetScope.Provider, "openai")], Each = BudgetEach.Model });

        await bench.SpendAsync("0.90", call: bot);

        Assert.True((await bench.ReserveAsync("0.20", call: bot)).IsRefused);
        Assert.False((await bench.ReserveAsync("0.20", call: bot with { Model = "gpt-5-mini" })).IsRefused);
        Assert.False((await bench.ReserveAsync("5.00", call: bot with { Provider = "azure" })).IsRefused);
        Assert.False((await bench.ReserveAsync("5.00", call: bot with { Tags = [new("kind", "person")] })).IsRefused);
        Assert.Equal(["gpt-5", "gpt-5-mini"], (await bench.Standings.WindowsAsync(budget, None)).Select(window => window.Subject).Order());
    }

    [Fact]
    public async Task ABudgetOfSeveralConditions_ComesBackAsItWasMade()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var made = await bench.AddAsync(bench.Wish("5.00") with { Also = [new BudgetPart(BudgetScope.Tag, "kind=a.b"), new BudgetPart(BudgetScope.Tag, "job"), new BudgetPart(BudgetScope.Team, bench.Call.TeamId.ToString().ToUpperInvariant())] });

        var found = await bench.Store.GetAsync(bench.Organization, made.Id, None);

        Assert.Equal([new(BudgetScope.Tag, "kind=a.b"), new(BudgetScope.Tag, "job"), new BudgetPart(BudgetScope.Team, bench.Call.TeamId.ToString())], found!.Also);
        Assert.True(made.CountsLike(found));
        Assert.False(made.CountsLike(found with { Also = [] }));
    }

    [Theory]
    [InlineData(BudgetScope.Organization, "")]
    [InlineData(BudgetScope.Model, "")]
    [InlineData(BudgetScope.Provider, "other")]
    [InlineData(BudgetScope.Team, "research")]
    [InlineData(BudgetScope.Tag, "a=b=\u0001")]
    public async Task AConditionThatCannotBeMet_IsRefused(BudgetScope scope, string target)
    {
        await using var bench = await BudgetBench.CreateAsync();
        var wish = bench.Wish("5.00") with { Scope = BudgetScope.Provider, Target = "openai" };

        Assert.Equal("also", (await bench.Store.CreateAsync(wish with { Also = [new BudgetPart(scope, target)] }, None)).Refusal?.Parameter);
        Assert.Equal("also", (await bench.Store.CreateAsync(wish with { Also = [.. Enumerable.Repeat(new BudgetPart(BudgetScope.Tag, "a"), 4)] }, None)).Refusal?.Parameter);
    }

    [Fact]
    public async Task WhatIsCountedAsItComes_AndWhatTheLedgerHolds_AreTheSame_ForAnyConditions()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var random = new Random(20261121);
        var teams = new[] { bench.Call.TeamId, Ids.New(bench.Clock) };
        var calls = new List<(BudgetSubject Call, Money Cost)>();
        for (var i = 0; i < 150; i++)
        {
            var call = bench.Call with
            {
                TeamId = teams[random.Next(2)], Model = Pick(random, Models), Provider = Pick(random, Providers), Session = random.Next(2) == 0 ? "s" : null,
                Tags = random.Next(3) == 0 ? null : [new("kind", Pick(random, Kinds)), new("job", Pick(random, Kinds))],
            };
            calls.Add((call, new Money(random.NextInt64(1, 1_000_000_000))));
            await AddCallAsync(bench, call, calls[^1].Cost);
        }

        var day = WindowCalendar.Containing(WindowKind.Day, TimeZoneInfo.Utc, bench.Clock.GetUtcNow());
        var sums = new HashSet<Money>();
        for (var i = 0; i < 120; i++)
        {
            var budget = Wish(bench, random, teams).ToBudget(Ids.New(bench.Clock), bench.Clock.GetUtcNow());
            var index = new BudgetIndex([budget]);
            foreach (var group in calls.GroupBy(entry => BudgetMatch.Subject(budget, index.Narrow(entry.Call))).Where(group => group.Key is not null))
            {
                var (cost, _, _) = await SpentSoFar.InAsync(bench.Database.Source, budget, group.Key!, day, None);
                Assert.Equal(new Money(group.Sum(entry => entry.Cost.Nanos)), cost);
                sums.Add(cost);
            }
        }

        Assert.True(sums.Count > 40, $"Only {sums.Count} different sums were seen.");
    }

    private static NewBudget Wish(BudgetBench bench, Random random, Guid[] teams)
    {
        BudgetPart[] parts =
        [
            new(BudgetScope.Team, teams[random.Next(2)].ToString()), new(BudgetScope.Model, random.Next(3) == 0 ? "gpt-5*" : Pick(random, Models)), new(BudgetScope.Provider, Pick(random, Providers)),
            new(BudgetScope.Tag, random.Next(3) == 0 ? "kind" : "kind=" + Pick(random, Kinds)),
        ];
        random.Shuffle(parts);
        BudgetEach[] each = [BudgetEach.All, BudgetEach.Model, BudgetEach.Provider, BudgetEach.Session, BudgetEach.Holder];
        return bench.Wish("5.00") with { Scope = parts[0].Scope, Target = parts[0].Target, Also = parts[1..random.Next(1, 4)], Each = each[random.Next(each.Length)] };
    }

    private static string Pick(Random random, string[] among) => among[random.Next(among.Length)];

    private static async Task AddCallAsync(BudgetBench bench, BudgetSubject call, Money cost)
    {
        var id = Ids.New(bench.Clock);
        await using var command = bench.Database.Source.CreateCommand(
            """
            insert into request (id, organization_id, team_id, key_id, principal_id, session, provider, model, started_at, ended_at, status, result, attempts, cost_nanos, uncertain_nanos, saved_nanos,
              input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, flags, route, is_stream, surface, dialect)
            values (@id, @organization, @team, @key, @principal, @session, @provider, @model, @at, @at, 200, 'completed', 1, @cost, 0, 0, 0, 0, 0, 0, 0, 0, '/v1/messages', 0, 'messages', 'anthropic')
            """);
        command.Add("@id", id).Add("@organization", call.OrganizationId).Add("@team", call.TeamId).Add("@key", call.KeyId).Add("@principal", call.PrincipalId)
            .Add("@session", call.Session).Add("@provider", call.Provider).Add("@model", call.Model).Add("@at", bench.Clock.GetUtcNow()).Add("@cost", cost);
        await command.ExecuteNonQueryAsync(None);
        foreach (var (name, value) in call.Tags ?? [])
        {
            await using var tag = bench.Database.Source.CreateCommand("insert into request_tag (request_id, name, value) values (@id, @name, @value)");
            await tag.Add("@id", id).Add("@name", name).Add("@value", value).ExecuteNonQueryAsync(None);
        }
    }
}
