namespace Tollgate.Hosting;

/// <summary>Whether the gateway takes calls now, and if not, why.</summary>
internal sealed class GatewayState
{
    private volatile string? _whyNot = "The gateway is starting.";

    /// <summary>Whether calls are taken.</summary>
    public bool IsReady => _whyNot is null;

    /// <summary>One sentence; empty when ready.</summary>
    public string WhyNotReady => _whyNot ?? string.Empty;

    /// <summary>Takes calls from now on.</summary>
    public void Ready() => _whyNot = null;

    /// <summary>Takes no more calls.</summary>
    public void NotReady(string why) => _whyNot = why;
}
