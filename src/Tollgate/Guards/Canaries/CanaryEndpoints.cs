using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Items;
using Tollgate.Security.Canaries;

namespace Tollgate.Guards.Canaries;

/// <summary>Canaries over the admin API. A value goes in, or comes out once; it is not kept.</summary>
internal sealed class CanaryEndpoints(ItemStore store, CanaryKeyFile key, RandomNumberGenerator random, TimeProvider time)
    : ItemEndpoints<CanaryBody, CanaryReply>(store, new(GuardJson.Default.CanaryBody, GuardJson.Default.CanaryReply, GuardJson.Default.PageCanaryReply), time)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MadeLength = 40;

    private readonly TimeProvider _time = time;

    /// <inheritdoc/>
    protected override Outcome<ItemMade<CanaryReply>> Make(Guid id, CanaryBody body, ApiCaller caller)
    {
        var value = body.Value ?? MakeValue();
        if (Encoding.UTF8.GetByteCount(value) is < CanaryPrint.Shortest or > CanaryPrint.Longest)
        {
            return ApiReply.Invalid("value", $"'value' takes {CanaryPrint.Shortest} to {CanaryPrint.Longest} bytes: what is shorter is met by chance.");
        }

        var print = CanaryPrint.Of(key.Bytes, body.Name!, value);
        var reply = new CanaryReply(id, body.Name!, print.Length, _time.GetUtcNow()) { Value = body.Value is null ? value : null };
        return new ItemMade<CanaryReply>(JsonSerializer.Serialize(new CanaryBox(print.Length, print.Window, print.Hash), GuardJson.Default.CanaryBox), reply);
    }

    /// <inheritdoc/>
    protected override CanaryReply Show(GuardItem item) => new(item.Id, item.Name, Open(item).Length, item.CreatedAt);

    /// <summary>The prints of items.</summary>
    public static IReadOnlyDictionary<Guid, CanaryDetector> Detectors(CanaryKeyFile key, IReadOnlyList<GuardItem> items) => items
        .GroupBy(item => item.OrganizationId)
        .ToDictionary(group => group.Key, group => new CanaryDetector(key.Bytes, group.Select(item => new CanaryPrint(item.Name, Open(item).Length, Open(item).Window, Open(item).Hash))));

    private static CanaryBox Open(GuardItem item) => JsonSerializer.Deserialize(item.Body, GuardJson.Default.CanaryBox)!;

    private string MakeValue()
    {
        Span<byte> bytes = stackalloc byte[MadeLength];
        var value = new StringBuilder(MadeLength);
        while (value.Length < MadeLength)
        {
            random.GetBytes(bytes);
            foreach (var one in bytes)
            {
                // 248 is four times 62: every letter is as likely as any other.
                if (one < 248 && value.Length < MadeLength)
                {
                    value.Append(Letters[one % Letters.Length]);
                }
            }
        }

        return value.ToString();
    }
}
