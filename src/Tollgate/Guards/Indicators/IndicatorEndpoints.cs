using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Items;
using Tollgate.Security.Indicators;

namespace Tollgate.Guards.Indicators;

/// <summary>Lists of known bad things over the admin API.</summary>
internal sealed class IndicatorEndpoints(ItemStore store, TimeProvider time)
    : ItemEndpoints<IndicatorBody, IndicatorReply>(store, new(GuardJson.Default.IndicatorBody, GuardJson.Default.IndicatorReply, GuardJson.Default.PageIndicatorReply), time)
{
    private readonly TimeProvider _time = time;

    /// <summary>The detectors of organizations.</summary>
    public static IReadOnlyDictionary<Guid, IndicatorDetector> Detectors(IReadOnlyList<GuardItem> items) =>
        items.GroupBy(item => item.OrganizationId).ToDictionary(group => group.Key, group => new IndicatorDetector(group.Select(Open)));

    /// <inheritdoc/>
    protected override Outcome<ItemMade<IndicatorReply>> Make(Guid id, IndicatorBody body, ApiCaller caller)
    {
        var reader = new IndicatorReader(_time.GetUtcNow());
        try
        {
            var list = reader.Read(body.Text ?? "", body.Name!, body.Severity);
            return list.Count == 0
                ? ApiReply.Invalid("text", "'text' holds no name of a host, address, page or hash.")
                : new ItemMade<IndicatorReply>(JsonSerializer.Serialize(list, GuardJson.Default.IndicatorList), IndicatorReply.Of(id, list, _time.GetUtcNow()) with { Skipped = reader.Skipped });
        }
        catch (JsonException fault)
        {
            return ApiReply.Invalid("text", $"'text' begins as JSON and is none: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    protected override IndicatorReply Show(GuardItem item) => IndicatorReply.Of(item.Id, Open(item), item.CreatedAt);

    private static IndicatorList Open(GuardItem item) => JsonSerializer.Deserialize(item.Body, GuardJson.Default.IndicatorList)!;
}
