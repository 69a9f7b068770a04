using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Items;

namespace Tollgate.Guards.Custom;

/// <summary>Rules of owners over the admin API; a rule that does not do what its examples say is refused.</summary>
internal sealed class CustomEndpoints(ItemStore store, TimeProvider time)
    : ItemEndpoints<CustomBody, CustomReply>(store, new(GuardJson.Default.CustomBody, GuardJson.Default.CustomReply, GuardJson.Default.PageCustomReply), time)
{
    private readonly TimeProvider _time = time;

    /// <summary>The books of organizations.</summary>
    public static IReadOnlyDictionary<Guid, CustomBook> Books(IReadOnlyList<GuardItem> items) =>
        items.GroupBy(item => item.OrganizationId).ToDictionary(group => group.Key, group => new CustomBook(group.Select(Open)));

    /// <inheritdoc/>
    protected override Outcome<ItemMade<CustomReply>> Make(Guid id, CustomBody body, ApiCaller caller) => CustomChecks.Fault(body) is { } fault
        ? fault
        : new ItemMade<CustomReply>(JsonSerializer.Serialize(body, GuardJson.Default.CustomBody), CustomReply.Of(id, body, _time.GetUtcNow()));

    /// <inheritdoc/>
    protected override CustomReply Show(GuardItem item) => CustomReply.Of(item.Id, Open(item), item.CreatedAt);

    private static CustomBody Open(GuardItem item) => JsonSerializer.Deserialize(item.Body, GuardJson.Default.CustomBody)!;
}
