using System.Text.Json.Nodes;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>A gateway whose guards enforce everything.</summary>
public sealed class EnforcedLine : IAsyncLifetime
{
    internal LineFixture Line { get; } = new("guards: { level: enforce, on_failure: block }\n");

    public ValueTask InitializeAsync() => Line.InitializeAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    /// <summary>The audit row of a call; it is written behind the line.</summary>
    internal static async Task<JsonNode> AuditAsync(LineFixture line, string requestId)
    {
        for (var round = 0; round < 200; round++)
        {
            var rows = (await line.AdminAsync(HttpMethod.Get, "/api/audit?limit=200"))["items"]!.AsArray();
            if (rows.FirstOrDefault(row => row!["subject_id"]!.GetValue<string>() == requestId) is { } found)
            {
                return found;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"There is no audit row of call {requestId}.");
    }

    internal static string IdOf(HttpResponseMessage reply) => reply.Headers.GetValues("x-tollgate-request-id").First();
}
