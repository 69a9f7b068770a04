using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>
/// Something that hangs on a key but belongs to another slice, given in the same POST /api/keys. Hosting hands one over for budgets
/// and one for limits. A key with attachments starts switched off and is switched on when all of them are in place.
/// </summary>
/// <param name="Pick">The part of the body that it reads.</param>
/// <param name="Check">Says what is wrong with it, before anything is made.</param>
/// <param name="AttachAsync">Makes it.</param>
internal sealed record KeyAttachment(
    Func<KeyRequest, JsonElement> Pick,
    Func<JsonElement, Refusal?> Check,
    Func<ApiCaller, ApiKey, JsonElement, CancellationToken, Task<Refusal?>> AttachAsync);
