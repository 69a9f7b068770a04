using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>`on_exceed: {"downgrade_to": model}` really changes the model that is served, with that model's own rights.</summary>
public sealed class LineDowngradeTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Fact]
    public async Task OnceASoftBudgetIsReached_CallsGoToItsOtherModel()
    {
        var key = await line.KeyAsync("\"budgets\":[{\"limit_usd\":\"0.000001\",\"window\":\"day\",\"hard\":false,\"on_exceed\":{\"downgrade_to\":\"fake-odd\"}}]");

        using var before = await line.ChatAsync(key, "tokens=5");
        using var after = await line.ChatAsync(key, "tokens=5");

        Assert.Equal(("fake-chat", "fake-odd"), (Used(before), Used(after)));
        Assert.Equal("downgrade", after.Headers.GetValues("x-tollgate-budget-status").Single());
        Assert.Equal("fake-odd", JsonNode.Parse(line.Provider.Requests[^1].Text)!["model"]!.GetValue<string>());
        var call = await line.CallAsync(after);
        Assert.Equal(("fake-chat", "fake-odd"), (call["model_asked"]!.GetValue<string>(), call["model"]!.GetValue<string>()));
    }

    [Fact]
    public async Task WhatAHardBudgetWouldRefuse_IsServedByItsOtherModel_WhereThatFits()
    {
        var key = await line.KeyAsync("\"budgets\":[{\"limit_usd\":\"0.01\",\"window\":\"day\",\"on_exceed\":{\"downgrade_to\":\"fake-odd\"}}]");

        using var served = await line.ChatAsync(key, "tokens=5", "\"max_tokens\":100", "fake-dime");
        using var tooMuch = await line.ChatAsync(key, "tokens=5", "\"max_tokens\":1000000", "fake-odd");

        Assert.Equal((200, "fake-odd"), ((int)served.StatusCode, Used(served)));
        Assert.NotEqual("fake-dime", Used(tooMuch));
    }

    [Fact]
    public async Task TheOtherModelHasItsOwnRights()
    {
        var key = await line.KeyAsync("\"models\":[\"fake-chat\"],\"budgets\":[{\"limit_usd\":\"0.000001\",\"window\":\"day\",\"hard\":false,\"on_exceed\":{\"downgrade_to\":\"fake-odd\"}}]");
        using var before = await line.ChatAsync(key, "tokens=5");

        using var after = await line.ChatAsync(key, "tokens=5");

        Assert.Equal([200, 403], [(int)before.StatusCode, (int)after.StatusCode]);
    }

    [Theory]
    [InlineData("fake-chat")]
    [InlineData("nobody-knows-this")]
    public async Task AnotherModelThatIsTheSame_OrUnknown_ChangesNothing(string model)
    {
        var key = await line.KeyAsync($"\"budgets\":[{{\"limit_usd\":\"0.000001\",\"window\":\"day\",\"hard\":false,\"on_exceed\":{{\"downgrade_to\":\"{model}\"}}}}]");
        using var before = await line.ChatAsync(key, "tokens=5");

        using var after = await line.ChatAsync(key, "tokens=5");

        Assert.Equal("fake-chat", Used(after));
    }

    private static string? Used(HttpResponseMessage reply) => reply.Headers.TryGetValues("x-tollgate-model-used", out var values) ? values.Single() : null;
}
