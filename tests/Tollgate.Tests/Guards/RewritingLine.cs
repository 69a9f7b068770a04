using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>A gateway that takes addresses out of what it sends, puts them back into what it answers, and stops loops.</summary>
public sealed class RewritingLine : IAsyncLifetime
{
    internal LineFixture Line { get; } = new("""
        guards:
          rules:
            no-mail: { threats: [pii_exposure], level: enforce, action: redact, restore: true, min_severity: info, min_confidence: 0 }
            no-keys: { threats: [credential_exposure], level: enforce, action: redact }
            no-loops: { threats: [runaway_loop], level: enforce, same_calls: 5, within: 1h }

        """);

    public ValueTask InitializeAsync() => Line.InitializeAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();
}
