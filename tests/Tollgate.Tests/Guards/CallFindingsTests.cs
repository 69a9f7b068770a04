using System.Text.Json.Nodes;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>The page of a call says what guards saw in it.</summary>
public sealed class CallFindingsTests : IAsyncLifetime
{
    private readonly LineFixture _line = new("guards: { rules: { no-keys: { threats: [credential_exposure], level: enforce } } }\n");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _line.InitializeAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task ACallSaysWhichGuardLooked_WhatItFoundMasked_AndWhatWasDone()
    {
        var key = await _line.KeyAsync();
        using var reply = await SendAsync(key, Planted.Key);

        var found = await FindingsAsync(reply);

        var one = Assert.Single(found)!;
        Assert.Equal(("credential_exposure", "aws-access-key-id", "block", "no-keys", "request"), (Text(one, "threat"), Text(one, "rule"), Text(one, "action"), Text(one, "policy"), Text(one, "direction")));
        Assert.StartsWith("messages", Text(one, "place"), StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Key, one.ToJsonString(), StringComparison.Ordinal);
        Assert.InRange(one["scanned_bytes"]!.GetValue<long>(), Planted.Key.Length, 10_000);
    }

    [Fact]
    public async Task ACleanCall_HasNone()
    {
        using var reply = await SendAsync(await _line.KeyAsync(), "hello");

        Assert.Null((await _line.CallAsync(reply))["findings"]);
    }

    /// <summary>Findings are written behind the line.</summary>
    private async Task<JsonArray> FindingsAsync(HttpResponseMessage reply)
    {
        for (var i = 0; i < 200; i++)
        {
            if ((await _line.CallAsync(reply))["findings"] is JsonArray found)
            {
                return found;
            }

            await Task.Delay(25, Ct);
        }

        return [];
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private Task<HttpResponseMessage> SendAsync(string key, string text) =>
        _line.PostAsync(key, "/v1/chat/completions", $$"""{"model":"fake-chat","max_tokens":20,"messages":[{"role":"user","content":"{{text}}"}]}""");
}
