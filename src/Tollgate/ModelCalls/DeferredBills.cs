using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.ModelCalls.Bills;
using Tollgate.Storage;
using Tollgate.Upstreams.Routes;

namespace Tollgate.ModelCalls;

/// <summary>
/// Work in the background is billed after its answer: whoever reads or ends the response, the batch or the video brings the bill, which adjusts the
/// line of the call that began it. The ledger takes one adjustment per attempt, so that reading it again changes nothing (CONTRACT 7).
/// The catalogue's row of a route says where in its answers the bill stands.
/// </summary>
internal sealed class DeferredBills(DeferredLines lines, LedgerAdjuster adjuster, LedgerWriter writer, DeferredPrices prices, BatchFiles files)
{
    /// <summary>Gemini names the file of a batch's answers after the batch.</summary>
    private const string FileOfBatch = "batch-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads a provider's whole answer; settles when it brings a bill that is still open.</summary>
    public async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, int status, ReadOnlyMemory<byte> reply)
    {
        if (status != StatusCodes.Status200OK)
        {
            return;
        }

        if (await OpenAsync(call, attempt, status) is { } bill)
        {
            bill.Read(reply.Span);
            await CloseAsync(call, bill);
            return;
        }

        if (Meter(call, attempt) is { } meter)
        {
            if (BillOf(call) == RouteBill.Batch && call.PassThrough?.ObjectId is { } batch)
            {
                files.Note(attempt, batch, reply);
            }

            meter.ReadBody(reply.Span);
            await SettleAsync(call, attempt, meter);
            return;
        }

        await SettleObjectAsync(call, attempt, reply);
    }

    /// <summary>A meter for the bill that an answer of a provider's own route may bring; null when it brings none.</summary>
    public static ReplyMeter? Meter(AdmittedCall call, Attempt attempt) => BillOf(call) is RouteBill.Response or RouteBill.Batch
        ? new ReplyMeter(Surface.Responses, Containment(attempt, Surface.Responses))
        : null;

    /// <summary>Settles what a meter has read, when it is a finished piece of work whose bill is still open.</summary>
    public async ValueTask SettleAsync(AdmittedCall call, Attempt attempt, ReplyMeter? meter)
    {
        if (meter?.ObjectId is { } id && meter.HasUsage && meter.IsUsageWhole && !IsUnderWay(meter.FinishReason) && await FindAsync(call, attempt, id) is { } line)
        {
            var price = BillOf(call) is RouteBill.Batch ? prices.OfBatch(attempt, line, meter.ServedModel, meter) : prices.Of(attempt, line, meter);
            await AdjustAsync(call, line, price);
        }
    }

    /// <summary>A bill for results that are read while they pass; null when the route brings none, or nothing of it is open.</summary>
    public async ValueTask<BatchBill?> OpenAsync(AdmittedCall call, Attempt attempt, int status)
    {
        if (status != StatusCodes.Status200OK || BatchOf(call, attempt) is not { } batch || await FindAsync(call, attempt, batch) is not { } line)
        {
            return null;
        }

        BatchAnswer.PriceOf price = (served, used) => prices.OfBatch(attempt, line, served, used);
        return BillOf(call) switch
        {
            RouteBill.AnswerLines => new BatchBill(line, answer => BatchAnswer.OfAnswer(answer, surface => Containment(attempt, surface), price)),
            RouteBill.MessageLines => new BatchBill(line, answer => BatchAnswer.OfMessage(answer, Containment(attempt, Surface.Messages), price)),
            _ => new BatchBill(line, answer => BatchAnswer.OfContent(answer, Containment(attempt, Surface.GenerateContent), price)),
        };
    }

    /// <summary>The results were read to their end.</summary>
    public ValueTask CloseAsync(AdmittedCall call, BatchBill bill) => AdjustAsync(call, bill.Line, bill.Total());

    private async ValueTask SettleObjectAsync(AdmittedCall call, Attempt attempt, ReadOnlyMemory<byte> reply)
    {
        if (call.PassThrough?.ObjectId is not { } id || !IsOver(BillOf(call), reply) || await FindAsync(call, attempt, id) is not { } line)
        {
            return;
        }

        await AdjustAsync(call, line, BillOf(call) switch
        {
            RouteBill.ContentBatch => ContentBatch.Cost(reply, Containment(attempt, Surface.GenerateContent), (served, used) => prices.OfBatch(attempt, line, served, used)),
            RouteBill.Video => prices.OfVideo(attempt, line, VideoJob.Read(reply)),
            _ => VideoOperation.HasVideo(reply) is { } hasVideo ? hasVideo ? line.Cost : Money.Zero : null,
        });
    }

    private static bool IsOver(RouteBill bill, ReadOnlyMemory<byte> reply) => bill switch
    {
        RouteBill.ContentBatch => ContentBatch.IsDone(reply),
        RouteBill.Video => VideoJob.Read(reply) is not null,
        RouteBill.VideoOperation => VideoOperation.HasVideo(reply) is not null,
        _ => false,
    };

    private static RouteBill BillOf(AdmittedCall call) =>
        call.PassThrough is { Row: { } row } && !HttpMethods.IsDelete(call.Http.Request.Method) ? row.Bill : RouteBill.None;

    /// <summary>The batch whose results are read; null when the route has none, or nobody knows whose they are.</summary>
    private string? BatchOf(AdmittedCall call, Attempt attempt) => (BillOf(call), call.PassThrough?.ObjectId) switch
    {
        (RouteBill.MessageLines, { } batch) => batch,
        (RouteBill.AnswerLines, { } file) => files.Find(attempt, file),
        (RouteBill.ContentLines, { } file) when file.StartsWith(FileOfBatch, StringComparison.Ordinal) => file[FileOfBatch.Length..],
        _ => null,
    };

    private static UsageContainment Containment(Attempt attempt, Surface surface) => attempt.Deployment.Catalogue.Find(surface)?.Containment ?? UsageContainment.Usual;

    private static bool IsUnderWay(string? status) => status is "queued" or "in_progress" or "validating" or "finalizing" or "cancelling";

    private async ValueTask<DeferredLine?> FindAsync(AdmittedCall call, Attempt attempt, string id)
    {
        try
        {
            _ = await writer.CatchUpAsync(Patience, CancellationToken.None);
            return await lines.FindAsync(call.Caller.OrganizationId, attempt.Model.Provider, attempt.Deployment.Name, id, CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or StorageException)
        {
            // The line stays uncertain until the work is read again.
            return null;
        }
    }

    private async ValueTask AdjustAsync(AdmittedCall call, DeferredLine line, Money? price)
    {
        if (price is not { } cost)
        {
            return;
        }

        var detail = $"{{\"attempt\":{line.Attempt.ToString(CultureInfo.InvariantCulture)},\"cost_usd\":\"{cost}\"}}";
        var by = new AuditEvent(call.Caller.OrganizationId, call.Caller.KeyId, call.Caller.KeyName, "call.adjust", "call", line.RequestId.ToString(), detail);
        try
        {
            // A second reading is refused as a conflict: the bill is in the ledger already.
            _ = await adjuster.AdjustAsync(by, line.RequestId, line.Attempt, cost, "The provider reported it with the finished work.", CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or StorageException)
        {
            // The line stays uncertain until the work is read again.
        }
    }
}
