using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Tests.Api;

public sealed class IdPageTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 4).Select(number => new Guid(number, 0, 0, new byte[8]))];

    [Fact]
    public void WithoutWords_APageIsAHundredRowsFromTheFirst() => Assert.Equal(new IdPage(Guid.Empty, 100), Read("").Value);

    [Fact]
    public void ACursor_GoesOnAfterTheLastRow()
    {
        var page = Read($"?limit=3&cursor={Ids[0]}").Value;

        Assert.Equal((Ids[0], 4), (page.After, page.Rows));
        Assert.Equal(Ids[2].ToString(), page.Next(Ids, id => id));
        Assert.Null(page.Next(Ids[..3], id => id));
    }

    [Theory]
    [InlineData("?cursor=forged", "cursor")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    public void WhatIsNoPage_IsRefused_AndNotTheFirstPage(string query, string parameter)
    {
        var refusal = Read(query).Refusal!;

        Assert.Equal((RefusalCode.InvalidRequest, parameter), (refusal.Code, refusal.Parameter));
    }

    private static Outcome<IdPage> Read(string query) => IdPage.Read(new DefaultHttpContext { Request = { QueryString = new QueryString(query) } });
}
