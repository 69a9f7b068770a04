using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>How a fake provider is set up.</summary>
public sealed record FakeProviderOptions
{
    /// <summary>The port; 0 = any free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether a second listener speaks TLS (self-signed) with HTTP/2.</summary>
    public bool HasTls { get; init; }

    /// <summary>How many received requests are kept; 0 = none.</summary>
    public int KeepRequests { get; init; } = 10_000;

    /// <summary>Whether the bytes of every answer are kept.</summary>
    public bool KeepsAnswers { get; init; }

    /// <summary>Whether bills are kept line by line.</summary>
    public bool KeepsBill { get; init; } = true;

    /// <summary>The keys that are accepted; empty = every key that does not begin with "bad", "tg-" or "tga-".</summary>
    public IReadOnlyCollection<string> Keys { get; init; } = [];

    /// <summary>The prices.</summary>
    public FakePriceList Prices { get; init; } = FakePriceList.Default;

    /// <summary>How calls are answered when nothing else is said.</summary>
    public Behaviour Default { get; init; } = Behaviour.Plain;
}
