using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers;

/// <summary>
/// Turns the credentials of a request into a caller. A key seen before costs one hash and one look-up in memory and allocates
/// nothing; a change of keys, owners or organizations is in force with the next request.
/// </summary>
internal sealed class CallerDirectory(CallerLookup lookup, CallerChanges changes, SignInGuard guard, ClientAddress addresses, CallerOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<KeyHash, CallerEntry> known = new();
    private readonly ConcurrentDictionary<KeyHash, long> unknown = new();
    private readonly AgentNames agents = new();

    /// <summary>Signs in for a model call: viewers and the operator's admin key do not call models.</summary>
    public ValueTask<Outcome<SignedIn>> AuthenticateAsync(HttpContext http, CancellationToken ct)
    {
        var identified = IdentifyAsync(http, ct);
        return identified.IsCompletedSuccessfully ? new(ForCalls(identified.GetAwaiter().GetResult())) : WaitAsync(identified);
    }

    /// <summary>Signs in whatever the key is for.</summary>
    public ValueTask<Outcome<SignedIn>> IdentifyAsync(HttpContext http, CancellationToken ct)
    {
        var credentials = Credentials.Read(http.Request);
        var address = addresses.NumberOf(http);
        if (credentials.List.Count == 1 && !HasClientCredentials(credentials) && KeyHash.TryOf(credentials.List[0], out var hash) && Cached(hash) is { } entry)
        {
            return new(Admit(entry, address, hasClientCredentials: false));
        }

        return SearchAsync(credentials, address, ct);
    }

    /// <summary>Saves when keys were last used; called now and then, and at the end.</summary>
    public async Task SaveLastUsedAsync(CancellationToken ct)
    {
        var uses = new List<(Guid, long)>();
        foreach (var (_, entry) in known)
        {
            if (entry.LastUsed != 0 && entry.Caller.KeyId != Guid.Empty)
            {
                uses.Add((entry.Caller.KeyId, entry.TakeLastUsed()));
            }
        }

        if (uses.Count > 0)
        {
            await lookup.SaveLastUsedAsync(uses, ct);
        }
    }

    private static async ValueTask<Outcome<SignedIn>> WaitAsync(ValueTask<Outcome<SignedIn>> identified) => ForCalls(await identified);

    private static Outcome<SignedIn> ForCalls(Outcome<SignedIn> identified) =>
        identified.IsRefused || identified.Value.Caller.MayCall ? identified : SignInRefusals.NotForCalls;

    private async ValueTask<Outcome<SignedIn>> SearchAsync(Credentials credentials, ulong address, CancellationToken ct)
    {
        if (credentials.List.Count == 0)
        {
            return SignInRefusals.Missing;
        }

        if (guard.Wait(address) is { } wait)
        {
            return OnlyFamiliar(credentials, address) is { } familiar
                ? Admit(familiar, address, hasClientCredentials: false)
                : SignInRefusals.TooManyFailures(wait);
        }

        try
        {
            var found = await FindAsync(credentials, ct);
            if (found.IsRefused)
            {
                guard.Failed(address);
                return found.Refusal;
            }

            return HasClientCredentials(credentials)
                ? Admit(found.Value, await HiddenAsync(credentials.ClientAuthorization!, ct), address)
                : Admit(found.Value, address, hasClientCredentials: false);
        }
        catch (StorageException)
        {
            return SignInRefusals.DatabaseAway;
        }
    }

    /// <summary>The one caller that the credentials lead to; different ones, or a malformed gateway key among them, lead nowhere.</summary>
    private async ValueTask<Outcome<CallerEntry>> FindAsync(Credentials credentials, CancellationToken ct)
    {
        if (credentials.List.IsOverfull)
        {
            return SignInRefusals.Unknown;
        }

        CallerEntry? found = null;
        var isOwn = false;
        for (var i = 0; i < credentials.List.Count; i++)
        {
            var entry = await FindAsync(credentials.List[i].ToString(), ct);
            if (entry is null)
            {
                if (GatewayKey.HasPrefix(credentials.List[i]))
                {
                    return SignInRefusals.Unknown;
                }

                continue;
            }

            if (found is not null)
            {
                return SignInRefusals.TwoKeys;
            }

            found = entry;
            isOwn = i == credentials.Own;
        }

        return found is null || (credentials.Own >= 0 && !isOwn) ? SignInRefusals.Unknown : found;
    }

    /// <summary>The caller whose key stands somewhere in an `Authorization` that would go on to a provider; null when none does.</summary>
    private async ValueTask<CallerEntry?> HiddenAsync(string authorization, CancellationToken ct)
    {
        foreach (var text in HiddenKeys.In(authorization))
        {
            if (await FindAsync(text, ct) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    private async ValueTask<CallerEntry?> FindAsync(string key, CancellationToken ct)
    {
        if ((GatewayKey.HasPrefix(key) && !GatewayKey.IsWellFormed(key)) || !KeyHash.TryOf(key, out var hash))
        {
            return null;
        }

        if (Cached(hash) is { } cached)
        {
            return cached;
        }

        var version = changes.Version;
        if (unknown.TryGetValue(hash, out var missing) && missing == version)
        {
            return null;
        }

        var entry = await lookup.FindAsync(hash, version, agents, ct);
        Remember(hash, entry, version);
        return entry;
    }

    private CallerEntry? Cached(KeyHash hash) => known.TryGetValue(hash, out var entry) && entry.Version == changes.Version ? entry : null;

    private void Remember(KeyHash hash, CallerEntry? entry, long version)
    {
        if (entry is null)
        {
            if (unknown.Count >= options.MaxCachedUnknownKeys)
            {
                unknown.Clear();
            }

            unknown[hash] = version;
            return;
        }

        if (known.Count >= options.MaxCachedCallers)
        {
            known.Clear();
        }

        if (known.TryGetValue(hash, out var former))
        {
            entry.TakeOver(former);
        }

        known[hash] = entry;
    }

    private CallerEntry? OnlyFamiliar(Credentials credentials, ulong address) =>
        credentials.List.Count == 1 && KeyHash.TryOf(credentials.List[0], out var hash) && known.TryGetValue(hash, out var entry)
            && entry.Version == changes.Version && entry.CameFrom(address) ? entry : null;

    /// <summary>A key inside the client's `Authorization` never goes on to a provider; a different one is a second key.</summary>
    private Outcome<SignedIn> Admit(CallerEntry entry, CallerEntry? hidden, ulong address)
    {
        if (hidden is not null && hidden.Caller.KeyId != entry.Caller.KeyId)
        {
            guard.Failed(address);
            return SignInRefusals.TwoKeys;
        }

        return Admit(entry, address, hasClientCredentials: hidden is null);
    }

    private Outcome<SignedIn> Admit(CallerEntry entry, ulong address, bool hasClientCredentials)
    {
        if (entry.Refusal is not null)
        {
            return entry.Refusal;
        }

        var now = time.NowMicros();
        if (now >= entry.ValidUntil)
        {
            return SignInRefusals.Expired;
        }

        entry.Used(address, now);
        return new SignedIn(entry.Caller, hasClientCredentials);
    }

    /// <summary>An `Authorization` beside the gateway's own header is the client's own, when it is not the same key again.</summary>
    private static bool HasClientCredentials(in Credentials credentials) =>
        credentials.Own >= 0 && credentials.HasOneAuthorization && credentials.Authorization != credentials.Own;
}
