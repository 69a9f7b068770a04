using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tollgate.Outbound;

namespace Tollgate.Audit.Sinks;

/// <summary>Rows to a webhook: `{"items":[…]}`, signed as alerts are. A 2xx says that they arrived; the first and last row in a header tell a repetition.</summary>
internal sealed class HookWire(SinkEntry sink, WebPost web, TimeProvider time) : ISinkWire
{
    /// <summary>The header with the places of the first and the last row.</summary>
    public const string RowsHeader = "x-tollgate-audit-rows";

    /// <inheritdoc/>
    public bool Confirms => true;

    /// <inheritdoc/>
    public bool IsStanding => true;

    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Api.Page<AuditReply>([.. rows.Select(AuditReply.Of)]), AuditJson.Default.PageAuditReply);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var places = string.Create(CultureInfo.InvariantCulture, $"{rows[0].Sequence}-{rows[^1].Sequence}");
        return await web.PostAsync(sink.To, isOperators: true, content, [(RowsHeader, places), .. WebhookSignature.Headers(sink.Secret ?? "", time.GetUtcNow(), body)[..(sink.Secret is null ? 0 : 2)]], ct);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        // Each post stands for itself.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connections belong to whoever made them.
    }
}
