namespace Tollgate.Tests.ModelCalls;

/// <summary>What every answer says in its headers.</summary>
public sealed class LineHeaderTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Fact]
    public async Task ALimitedCallerSeesItsLimitsUnderTheNamesOfItsDialect()
    {
        var key = await line.KeyAsync("\"limits\":[{\"unit\":\"requests\",\"per\":\"hour\",\"limit\":100},{\"unit\":\"requests\",\"per\":\"minute\",\"limit\":5},{\"unit\":\"tokens\",\"per\":\"minute\",\"limit\":100000}]");

        using var chat = await line.ChatAsync(key, "tokens=1");
        using var messages = await line.PostAsync(key, "/v1/messages", """{"model":"fake-claude","max_tokens":50,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(("5", "4"), (One(chat, "x-ratelimit-limit-requests"), One(chat, "x-ratelimit-remaining-requests")));
        Assert.Matches("^(1m0s|[0-9]{1,2}s)$", One(chat, "x-ratelimit-reset-requests"));
        Assert.Equal("100000", One(chat, "x-ratelimit-limit-tokens"));
        Assert.Equal(("5", "3"), (One(messages, "anthropic-ratelimit-requests-limit"), One(messages, "anthropic-ratelimit-requests-remaining")));
        Assert.InRange(DateTimeOffset.Parse(One(messages, "anthropic-ratelimit-requests-reset")!, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(2));
        Assert.InRange(int.Parse(One(messages, "anthropic-ratelimit-tokens-remaining")!, System.Globalization.CultureInfo.InvariantCulture), 90_000, 100_000);
    }

    [Fact]
    public async Task WithoutALimit_NothingIsSaidAboutOne()
    {
        var key = await line.KeyAsync();

        using var reply = await line.ChatAsync(key, "tokens=1");

        Assert.Null(One(reply, "x-ratelimit-limit-requests"));
    }

    [Fact]
    public async Task EveryAnswerSaysItsIdAndHowLongItTook_RefusalsToo()
    {
        var key = await line.KeyAsync("\"models\":[\"fake-chat\"]");

        using var answered = await line.ChatAsync(key, "tokens=3");
        using var refused = await line.ChatAsync(key, "tokens=3", model: "fake-odd");
        using var streamed = await line.ChatAsync(key, "tokens=3", "\"stream\":true");

        foreach (var reply in (HttpResponseMessage[])[answered, refused, streamed])
        {
            Assert.True(Guid.TryParse(One(reply, "x-tollgate-request-id"), out _));
            Assert.True(int.Parse(One(reply, "x-tollgate-latency-ms")!, System.Globalization.CultureInfo.InvariantCulture) >= 0);
        }

        Assert.Equal(("fake-chat", "ok", "3"), (One(answered, "x-tollgate-model-used"), One(answered, "x-tollgate-budget-status"), One(answered, "x-tollgate-tokens-output")));
        Assert.NotNull(One(answered, "x-tollgate-cost"));
        Assert.Null(One(streamed, "x-tollgate-cost"));
        Assert.NotNull(One(streamed, "x-tollgate-cost-max"));
    }

    private static string? One(HttpResponseMessage reply, string name) => reply.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
