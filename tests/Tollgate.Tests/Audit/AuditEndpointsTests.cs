using Tollgate.Tests.Callers;

namespace Tollgate.Tests.Audit;

public sealed class AuditEndpointsTests
{
    [Theory]
    [InlineData("?kind=key", 2)]
    [InlineData("?kind=key.create", 2)]
    [InlineData("?kind=ke", 0)]
    [InlineData("?kind=agent", 2)]
    [InlineData("?actor=operator", 4)]
    [InlineData("?actor=nobody", 0)]
    [InlineData("?from=2000-01-01&to=2001-01-01", 0)]
    [InlineData("?from=2000-01-01&to=2100-01-01&kind=key", 2)]
    [InlineData("?subject=01900000-0000-7000-8000-000000000099", 0)]
    public async Task Rows_AreChosenByTimeKindActorAndSubject(string query, int expected)
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.KeyAsync("one");
        await house.KeyAsync("two");

        var (status, page) = await house.CallAsync(house.Operator, "GET", "/api/audit", query: query);

        Assert.Equal((200, expected), (status, page.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task OneThing_HasItsRows()
    {
        await using var house = await CallerHouse.OpenAsync();
        var (_, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        await house.KeyAsync("two");

        var (_, page) = await house.CallAsync(house.Operator, "GET", "/api/audit", query: $"?subject={made.GetProperty("id").GetString()}");

        Assert.Equal("key.create", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
    }

    [Theory]
    [InlineData("/api/audit", "?from=yesterday")]
    [InlineData("/api/audit/export", "?to=x")]
    [InlineData("/api/audit/export", "?format=xml")]
    public async Task WhatCannotBeRead_IsRefused(string path, string query)
    {
        await using var house = await CallerHouse.OpenAsync();

        Assert.Equal(400, (await house.CallAsync(house.Operator, "GET", path, query: query)).Status);
    }
}
