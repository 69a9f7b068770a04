using Microsoft.Extensions.Logging;

namespace Tollgate.Upstreams;

/// <summary>Log lines of this slice: 6000–6099.</summary>
internal static partial class UpstreamsLog
{
    [LoggerMessage(6001, LogLevel.Warning, "Provider {Provider} is switched off: {Reason}")]
    public static partial void ProviderOff(ILogger logger, string provider, string reason);
}
