using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tollgate.Cli.Commands;
using Tollgate.Cli.Connection;

namespace Tollgate.Cli.Exec;

/// <summary>The key of one run: made before the program starts, revoked when it has ended.</summary>
internal sealed class ExecKey : IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly GatewayClient _gateway;
    private readonly string _id;
    private readonly string _budget;

    private ExecKey(GatewayClient gateway, JsonNode made, string budget)
    {
        _gateway = gateway;
        _budget = budget;
        _id = made["id"]!.GetValue<string>();
        Secret = made["key"]!.GetValue<string>();
        Name = made["name"]!.GetValue<string>();
        ExpiresAt = made["expires_at"]!.GetValue<DateTimeOffset>();
    }

    /// <summary>What the program sends.</summary>
    public string Secret { get; }

    /// <summary>Its name, for `tollgate calls --for-key`.</summary>
    public string Name { get; }

    /// <summary>When it ends by itself, if nobody revokes it.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Makes it.</summary>
    public static async Task<ExecKey> MakeAsync(GatewayAddress address, string program, string holder, string budget, string lifetime, string[] models, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = new JsonObject
        {
            ["name"] = $"exec-{program}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}",
            ["principal"] = holder,
            ["budgets"] = new JsonArray(Amounts.Budget(budget)),
            ["expires_at"] = (now + Amounts.Span(lifetime)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (models.Length > 0)
        {
            body["models"] = new JsonArray([.. models.Select(pattern => JsonValue.Create(pattern))]);
        }

        var gateway = new GatewayClient(address);
        try
        {
            var made = await gateway.PostAsync("/api/keys", body, ct);
            using var own = new GatewayClient(address with { Key = made["key"]!.GetValue<string>() });
            var me = await own.GetAsync("/api/me", ct);
            var standing = me["budgets"]!["items"]!.AsArray().First(item => item!["scope"]!.GetValue<string>() == "key")!;
            return new ExecKey(gateway, made, standing["id"]!.GetValue<string>());
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }

    /// <summary>How its budget stands.</summary>
    public async Task<KeyStanding> StandAsync(CancellationToken ct) => KeyStanding.Of(await _gateway.GetAsync($"/api/budgets/{_budget}", ct));

    /// <summary>How many calls it made, once the ledger has caught up with the journal.</summary>
    public async Task<string> CallsAsync(CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await IsBehindAsync(ct) && TimeProvider.System.GetElapsedTime(start) < Settling)
        {
            await Task.Delay(Glance, TimeProvider.System, ct);
        }

        var sums = await _gateway.GetAsync($"/api/ledger/summary?key={_id}", ct);
        return sums["total"]?["calls"]?.ToString() ?? "0";
    }

    /// <summary>Ends it.</summary>
    public Task RevokeAsync(CancellationToken ct) => _gateway.DeleteAsync($"/api/keys/{_id}", ct);

    /// <inheritdoc/>
    public void Dispose() => _gateway.Dispose();

    private async Task<bool> IsBehindAsync(CancellationToken ct) =>
        (await _gateway.GetAsync("/health", ct))["ledger"]?["pending_records"]?.GetValue<long>() > 0;
}
