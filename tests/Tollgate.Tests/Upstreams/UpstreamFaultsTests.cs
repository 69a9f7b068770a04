using Tollgate.Core;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

public sealed class UpstreamFaultsTests
{
    private static readonly Deployment Provider = Deployments.At(new Uri("http://127.0.0.1:1"), "openai", "secret");

    [Theory]
    [InlineData(nameof(UpstreamFault.Dns), 502)]
    [InlineData(nameof(UpstreamFault.Connect), 502)]
    [InlineData(nameof(UpstreamFault.Tls), 502)]
    [InlineData(nameof(UpstreamFault.Proxy), 502)]
    [InlineData(nameof(UpstreamFault.ConnectTimeout), 504)]
    [InlineData(nameof(UpstreamFault.FirstByteTimeout), 504)]
    [InlineData(nameof(UpstreamFault.StallTimeout), 504)]
    [InlineData(nameof(UpstreamFault.TotalTimeout), 504)]
    [InlineData(nameof(UpstreamFault.Broken), 502)]
    [InlineData(nameof(UpstreamFault.Malformed), 502)]
    [InlineData(nameof(UpstreamFault.None), 502)]
    public void AFaultHasOneStatus_AndSaysWhoseItIsAndWhatWouldHelp(string fault, int status)
    {
        var refusal = Enum.Parse<UpstreamFault>(fault).Refuse(Provider);

        Assert.Equal(status, RefusalTable.Status(refusal, Dialect.OpenAI));
        Assert.Contains("'openai'", refusal.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(refusal.Help));
    }

    [Theory]
    [InlineData(nameof(UpstreamFault.ConnectTimeout), nameof(CallResult.ConnectFailed))]
    [InlineData(nameof(UpstreamFault.FirstByteTimeout), nameof(CallResult.TimedOut))]
    [InlineData(nameof(UpstreamFault.Cancelled), nameof(CallResult.ClientAborted))]
    [InlineData(nameof(UpstreamFault.Malformed), nameof(CallResult.Broken))]
    public void NothingWasSentBeforeThereWasAConnection_WhateverTheClientIsTold(string fault, string result)
    {
        Assert.Equal(Enum.Parse<CallResult>(result), Enum.Parse<UpstreamFault>(fault).Result());
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(529, true)]
    [InlineData(400, false)]
    [InlineData(200, false)]
    public void AnotherAccountMayDoBetter_AfterTooManyCallsOrAFaultOfTheProvider(int status, bool canRetry)
    {
        Assert.Equal(canRetry, UpstreamFaults.CanRetry(status));
    }
}
