using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tollgate.Audit.Sinks;
using Tollgate.Outbound;

namespace Tollgate.Audit.Anchors;

/// <summary>Writes the log's head down outside the database, once a day unless set otherwise; what could not be written is tried again.</summary>
internal sealed class Anchorer(AuditChain chain, AuditPositions positions, AnchorOptions options, WebPost web, TimeProvider time, ILogger<Anchorer> log)
{
    private const string InFile = "anchor/file";
    private const string AtUrl = "anchor/url";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the gateway stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (options.IsOn && !ct.IsCancellationRequested)
        {
            try
            {
                await StepAsync(ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // Whatever goes wrong here, such as a key that was taken away, stops no call and is tried again.
                SinkLog.LogAway(log, "anchors", fault);
            }

            try
            {
                await Task.Delay(LookEvery, time, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Anchors where it is time to.</summary>
    public async Task StepAsync(CancellationToken ct)
    {
        var head = await chain.HeadAsync(ct);
        if (head.Sequence == 0)
        {
            return;
        }

        if (options.File is { } file && await IsDueAsync(InFile, head, ct))
        {
            await EndAsync(InFile, head, Append(file, Make(head)), ct);
        }

        if (options.Url is { } url && await IsDueAsync(AtUrl, head, ct))
        {
            await EndAsync(AtUrl, head, await PostAsync(url, Make(head), ct), ct);
        }
    }

    /// <summary>The first row since the last anchor is anchored when its time has come: days count from midnight, UTC.</summary>
    private async Task<bool> IsDueAsync(string name, AuditHead head, CancellationToken ct)
    {
        var last = await positions.FindAsync(name, ct);
        return last is null || (last.Sequence < head.Sequence && (last.LastError is not null || Period(last.MovedAt) < Period(time.GetUtcNow())));
    }

    private long Period(DateTimeOffset at) => at.UtcTicks / options.Every.Ticks;

    private Anchor Make(AuditHead head)
    {
        var anchor = new Anchor(head.Sequence, Convert.ToHexStringLower(head.Hash), time.GetUtcNow());
        if (options.KeyFile is not { } file)
        {
            return anchor;
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return anchor.SignedBy(key);
    }

    private static DeliveryResult Append(string file, Anchor anchor)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(anchor.ToJson() + "\n"));
            stream.Flush(flushToDisk: true);
            return DeliveryResult.Delivered;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new DeliveryResult($"The file {file} cannot be appended to: {fault.Message}");
        }
    }

    private async Task<DeliveryResult> PostAsync(Uri url, Anchor anchor, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(anchor.ToJson());
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await web.PostAsync(url, isOperators: true, content, options.Secret is { } secret ? WebhookSignature.Headers(secret, time.GetUtcNow(), body) : [], either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new DeliveryResult($"{url.Authority} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task EndAsync(string name, AuditHead head, DeliveryResult result, CancellationToken ct)
    {
        if (result.IsDelivered)
        {
            await positions.MoveAsync(name, head.Sequence, ct);
            return;
        }

        SinkLog.NotAnchored(log, result.Error!);
        await positions.FailAsync(name, result.Error!, ct);
    }
}
