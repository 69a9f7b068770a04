using System.Text.Json;
using Tollgate.Alerts.Channels;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Items;
using Tollgate.Outbound;

namespace Tollgate.Guards.External;

/// <summary>External guards over the admin API. What they are sent to know us goes in and does not come out.</summary>
internal sealed class ExternalEndpoints(ItemStore store, AddressGuard addresses, SecretBox box, TimeProvider time)
    : ItemEndpoints<ExternalBody, ExternalReply>(store, new(GuardJson.Default.ExternalBody, GuardJson.Default.ExternalReply, GuardJson.Default.PageExternalReply), time)
{
    private const int LongestText = 2000;
    private const int ShortestDeadline = 10;
    private const int LongestDeadline = 30_000;

    private readonly TimeProvider _time = time;

    /// <summary>The guards of organizations.</summary>
    public static IReadOnlyDictionary<Guid, ExternalEntry[]> Entries(SecretBox box, IReadOnlyList<GuardItem> items) => items
        .GroupBy(item => item.OrganizationId)
        .ToDictionary(group => group.Key, group => group.Select(item => new ExternalEntry(Open(item), Unseal(box, item))).ToArray());

    /// <inheritdoc/>
    protected override Outcome<ItemMade<ExternalReply>> Make(Guid id, ExternalBody body, ApiCaller caller)
    {
        if (Fault(body) is { } fault)
        {
            return fault;
        }

        var kept = body with { Authorization = body.Authorization is { } secret ? Convert.ToBase64String(box.Seal(id, secret)) : null };
        return new ItemMade<ExternalReply>(JsonSerializer.Serialize(kept, GuardJson.Default.ExternalBody), ExternalReply.Of(id, body, _time.GetUtcNow()));
    }

    /// <inheritdoc/>
    protected override ExternalReply Show(GuardItem item) => ExternalReply.Of(item.Id, Open(item), item.CreatedAt);

    private Refusal? Fault(ExternalBody body) => UrlFault(body.Url) ?? BoundsFault(body);

    private Refusal? UrlFault(string? text)
    {
        if (text is not { Length: <= LongestText } || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            return ApiReply.Invalid("url", "'url' takes an http or https address without a user's name.");
        }

        return addresses.MayName(url) ? null : ApiReply.Invalid("url", "The address is local, private or reserved, and the operator has not allowed its network.");
    }

    private static Refusal? BoundsFault(ExternalBody body) => body switch
    {
        { DeadlineMs: < ShortestDeadline or > LongestDeadline } => ApiReply.Invalid("deadline_ms", $"'deadline_ms' takes {ShortestDeadline} to {LongestDeadline}."),
        { Threshold: < 0 or > 1 } => ApiReply.Invalid("threshold", "'threshold' takes a number from 0 to 1."),
        { Language.Length: 0 or > 20 } => ApiReply.Invalid("language", "'language' takes the short name of a language."),
        { Authorization: { } secret } when !IsHeader(secret) => ApiReply.Invalid("authorization", "'authorization' takes the value of a header."),
        _ => null,
    };

    private static bool IsHeader(string secret) => secret.Length is > 0 and <= LongestText && !secret.AsSpan().ContainsAnyInRange('\0', '\u001F');

    private static ExternalBody Open(GuardItem item) => JsonSerializer.Deserialize(item.Body, GuardJson.Default.ExternalBody)!;

    private static string? Unseal(SecretBox box, GuardItem item) => Open(item).Authorization is { } sealedText ? box.Open(item.Id, Convert.FromBase64String(sealedText)) : null;
}
