using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class LedgerEndpointsTests
{
    private static readonly ApiCaller Viewer = new(Guid.Empty, "viewer", LedgerRig.Organization, ApiRight.Viewer);

    [Fact]
    public async Task ACallIsThereAtOnce_ThoughTheDatabaseIsBehind()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Append();

        var (status, body) = await AskAsync(rig, "GET", "/api/calls/{request_id}", Viewer, route: ("request_id", call.RequestId.ToString()));

        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("0.011685", json.RootElement.GetProperty("cost_usd").GetString());
        Assert.Equal("0.00", json.RootElement.GetProperty("uncertain_usd").GetString());
        Assert.Equal(500, json.RootElement.GetProperty("usage").GetProperty("output").GetInt64());
        Assert.Equal("clamped", json.RootElement.GetProperty("attempts")[0].GetProperty("flags")[0].GetString());
    }

    [Theory]
    [InlineData("01900000-0000-7000-8000-0000000000ff")]
    [InlineData("not-an-id")]
    public async Task ACallThatIsNotThere_Is404(string id)
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();

        Assert.Equal(404, (await AskAsync(rig, "GET", "/api/calls/{request_id}", Viewer, route: ("request_id", id))).Status);
    }

    [Theory]
    [InlineData("GET", "/api/calls", "?limit=0")]
    [InlineData("GET", "/api/calls", "?cursor=x")]
    [InlineData("GET", "/api/calls", "?from=yesterday")]
    [InlineData("GET", "/api/ledger/summary", "?group_by=a,b,c")]
    [InlineData("GET", "/api/ledger/summary", "?group_by=prompt")]
    [InlineData("GET", "/api/ledger/summary", "?to=x")]
    public async Task AQuestionThatMakesNoSense_Is400(string method, string route, string query)
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();

        Assert.Equal(400, (await AskAsync(rig, method, route, Viewer, query)).Status);
    }

    [Fact]
    public async Task AKeyListsItsOwnCallsOnly()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append();
        var other = rig.Call();
        other.KeyId = LedgerRig.Window;
        rig.Journal.AppendRequest(LedgerRig.Request(other, attempts: 0));

        var self = new ApiCaller(LedgerRig.Key, "me", LedgerRig.Organization, ApiRight.Self);
        var (_, body) = await AskAsync(rig, "GET", "/api/me/calls", self, "?key=" + LedgerRig.Window);

        using var json = JsonDocument.Parse(body);
        Assert.Equal(LedgerRig.Key.ToString(), Assert.Single(json.RootElement.GetProperty("items").EnumerateArray()).GetProperty("key_id").GetString());
    }

    [Fact]
    public async Task OnlyTheOperatorSeesCallersWithoutAnOrganization()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var unknown = new CallIdentity { RequestId = Guid.CreateVersion7(LedgerRig.Noon), Route = "/v1/messages", StartedAt = LedgerRig.Noon };
        rig.Journal.AppendRequest(new RequestRecord(unknown) { EndedAt = LedgerRig.Noon, Status = 401, Result = CallResult.Refused, Refusal = new Refusal(RefusalCode.Unauthorized, "no key") });

        var asOperator = await AskAsync(rig, "GET", "/api/calls", Viewer with { Right = ApiRight.Operator }, "?all=true");
        var asViewer = await AskAsync(rig, "GET", "/api/calls", Viewer, "?all=true");

        Assert.Contains("unauthorized", asOperator.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("unauthorized", asViewer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CsvHoldsTheSameNumbers_AndNoFormulas()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append(session: "=1+1,\"x\"");

        var (_, calls) = await AskAsync(rig, "GET", "/api/calls", Viewer, "?format=csv");
        var (_, sums) = await AskAsync(rig, "GET", "/api/ledger/summary", Viewer, "?group_by=session,key&format=csv");

        Assert.Contains("\"'=1+1,\"\"x\"\"\",,0.011685,0.00,,1500,200,300,500,0,1,clamped,,", calls, StringComparison.Ordinal);
        Assert.Equal(
            "session,key,calls,refused,failed,cost_usd,uncertain_usd,saved_usd,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens\r\n"
            + "\"'=1+1,\"\"x\"\"\",me,1,0,0,0.011685,0.00,0.00,1500,200,300,500,0\r\n",
            sums);
    }

    [Fact]
    public async Task AnAdjustment_TakesATrueCostAndAReason()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Append();
        var id = ("request_id", call.RequestId.ToString());
        var admin = Viewer with { Right = ApiRight.Admin };
        const string Route = "/api/calls/{request_id}/adjustments";

        var made = await AskAsync(rig, "POST", Route, admin, route: id, body: """{"attempt":1,"cost_usd":"0.01","reason":"invoice 7"}""");
        var again = await AskAsync(rig, "POST", Route, admin, route: id, body: """{"attempt":1,"cost_usd":"0.01","reason":"invoice 7"}""");
        var negative = await AskAsync(rig, "POST", Route, admin, route: id, body: """{"attempt":1,"cost_usd":"-1","reason":"x"}""");
        var malformed = await AskAsync(rig, "POST", Route, admin, route: id, body: """{"attempt":1}""");

        Assert.Equal((201, 409, 400, 400), (made.Status, again.Status, negative.Status, malformed.Status));
        Assert.Contains("\"cost_usd\":\"-0.001685\"", made.Body, StringComparison.Ordinal);
    }

    internal static async Task<(int Status, string Body)> AskAsync(
        LedgerRig rig, string method, string pattern, ApiCaller caller, string query = "", (string Name, string Value)? route = null, string body = "")
    {
        var endpoints = new LedgerEndpoints(rig.Calls, rig.Sums, rig.Adjuster(), rig.Writer);
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Response.Body = new MemoryStream();
        if (route is { } value)
        {
            http.Request.RouteValues[value.Name] = value.Value;
        }

        await endpoints.Routes.Single(entry => entry.Method == method && entry.Pattern == pattern).Handler(http, caller);
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
    }
}
