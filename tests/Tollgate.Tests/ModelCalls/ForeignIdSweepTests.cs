using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Api;

namespace Tollgate.Tests.ModelCalls;

/// <summary>
/// Every route of the running gateway that names a thing by its id, tried by the administrator of another organization with the id of everything
/// that the first one has: it is not there, in the words that are used for what nobody has, and nothing of it changes.
/// </summary>
public sealed class ForeignIdSweepTests(LineFixture line) : IClassFixture<LineFixture>
{
    /// <summary>A body that some route or other takes.</summary>
    private const string Body = """{"name":"stolen","reason":"mine now","by":"1","uncertain":true}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhateverAnotherOrganizationHas_IsNotThere()
    {
        var owned = await OwnAsync();
        var foreign = await ForeignAdminAsync();
        var lists = line.Routes().Where(route => route is { Method: "GET", Right: < ApiRight.Operator } && owned.Exists(one => route.Pattern == one.List)).ToList();
        var before = await ShowAsync(lists);
        var wrong = new List<string>();
        var swept = 0;
        foreach (var route in line.Routes().Where(route => route.Pattern.Contains('{', StringComparison.Ordinal) && route.Right is ApiRight.Viewer or ApiRight.Admin))
        {
            foreach (var (_, id) in owned)
            {
                var (status, problem) = await TryAsync(route, id, foreign);
                var (none, nothing) = await TryAsync(route, Guid.CreateVersion7().ToString(), foreign);
                swept++;
                if (status is >= 200 and < 300 || (status, problem) != (none, nothing) || (route.Method is "GET" or "DELETE" && status is not 404))
                {
                    wrong.Add($"{route.Method} {route.Pattern} with {id}: {status} {problem} (nobody's: {none} {nothing})");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(swept >= 20 * owned.Count, $"only {swept} attempts were made");
        Assert.Equal(before, await ShowAsync(lists));
    }

    [Fact]
    public async Task NoList_ShowsWhatAnotherOrganizationHas()
    {
        var owned = await OwnAsync();
        var foreign = await ForeignAdminAsync();
        foreach (var route in line.Routes().Where(route => route is { Method: "GET", Right: ApiRight.Viewer or ApiRight.Admin } && !route.Pattern.Contains('{', StringComparison.Ordinal) && route.Pattern != "/api/live"))
        {
            using var reply = await line.SendAsync(HttpMethod.Get, route.Pattern, null, foreign);
            var text = await reply.Content.ReadAsStringAsync(Ct);

            Assert.All(owned, one => Assert.DoesNotContain(one.Id, text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("sweep-", text, StringComparison.Ordinal);
        }
    }

    /// <summary>One of everything that an organization can have.</summary>
    private async Task<List<(string List, string Id)>> OwnAsync()
    {
        var owned = new List<(string, string)>();
        foreach (var (path, body) in ((string, string)[])[
            ("/api/teams", """{"name":"NAME"}"""),
            ("/api/users", """{"name":"NAME"}"""),
            ("/api/agents", """{"name":"NAME"}"""),
            ("/api/keys", """{"name":"NAME"}"""),
            ("/api/key-templates", """{"name":"NAME","models":["*"]}"""),
            ("/api/budgets", """{"name":"NAME","limit_usd":"5","window":"day"}"""),
            ("/api/limits", """{"name":"NAME","unit":"requests","per":"minute","limit":1000}"""),
            ("/api/alerts/rules", """{"name":"NAME","kind":"cost_spike"}"""),
            ("/api/alerts/channels", """{"name":"NAME","kind":"webhook","url":"https://hooks.example.com/x"}"""),
            ("/api/guards", """{"name":"NAME"}"""),
        ])
        {
            var name = $"sweep-{Guid.NewGuid():N}";
            using var made = await line.SendAsync(HttpMethod.Post, path, body.Replace("NAME", name, StringComparison.Ordinal), LineFixture.AdminKey);
            var text = await made.Content.ReadAsStringAsync(Ct);
            Assert.True(made.IsSuccessStatusCode, $"{path}: {text}");
            owned.Add((path, JsonNode.Parse(text)!["id"]!.GetValue<string>()));
        }

        using var called = await line.ChatAsync(await line.KeyAsync(), "tokens=3");
        owned.Add(("/api/calls", called.Headers.GetValues("x-tollgate-request-id").First()));
        _ = await line.CallAsync(called);
        return owned;
    }

    private async Task<string> ForeignAdminAsync()
    {
        var other = await line.AdminAsync(HttpMethod.Post, "/api/organizations", $$"""{"name":"other-{{Guid.NewGuid():N}}"}""");
        var made = await line.AdminAsync(HttpMethod.Post, $"/api/keys?organization={other["id"]}", """{"name":"foreign-admin","role":"admin"}""");
        return made["key"]!.GetValue<string>();
    }

    private async Task<(int Status, string Problem)> TryAsync(ApiRoute route, string id, string key)
    {
        var start = route.Pattern.IndexOf('{', StringComparison.Ordinal);
        var path = string.Concat(route.Pattern.AsSpan(0, start), id, route.Pattern.AsSpan(route.Pattern.IndexOf('}', StringComparison.Ordinal) + 1));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = route.Method is "GET" or "DELETE" ? null : new StringContent(Body, Encoding.UTF8, "application/json");
        using var reply = await line.Http.SendAsync(request, Ct);
        return ((int)reply.StatusCode, (await reply.Content.ReadAsStringAsync(Ct)).Replace(id, "ID", StringComparison.Ordinal));
    }

    private async Task<string> ShowAsync(List<ApiRoute> lists)
    {
        var all = new StringBuilder();
        foreach (var route in lists.Where(route => route.Pattern != "/api/calls"))
        {
            all.AppendLine(await line.AdminTextAsync($"{route.Pattern}?limit=200"));
        }

        return all.ToString();
    }
}
