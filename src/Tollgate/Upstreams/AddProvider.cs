using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Outbound;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Upstreams;

/// <summary>Checks what somebody wants to add.</summary>
internal static class AddProvider
{
    /// <summary>The entry, or what is wrong with it.</summary>
    public static Outcome<ProviderEntry> Read(AddProviderRequest wanted, ProviderCatalogue catalogue)
    {
        var address = wanted.BaseUrl is { } text && text.Contains("://", StringComparison.Ordinal) ? AddressText.Parse(text) : null;
        if ((RefuseWords(wanted, catalogue) ?? ReadKey(wanted.ApiKey).Refusal ?? RefuseAddress(wanted, address, catalogue)) is { } refusal)
        {
            return refusal;
        }

        return new ProviderEntry
        {
            Name = wanted.Name,
            Kind = wanted.Kind,
            BaseAddress = address,
            Auth = wanted.Auth is { } auth && AuthStyles.TryParse(auth, out var style) ? style : null,
            Key = wanted.ApiKey is { } key ? new Secret(key.Trim()) : null,
            Origin = ProviderOrigin.Database,
        };
    }

    /// <summary>A key that can travel in a header.</summary>
    public static Outcome<Secret> ReadKey(string? text)
    {
        if (text is null)
        {
            return new Secret("");
        }

        var key = text.Trim();
        return key.Length == 0 || !HeaderValue.IsSafe(key) || key.Contains(' ', StringComparison.Ordinal)
            ? ApiReply.Invalid("api_key", "The key is empty, or holds a character that no key has.")
            : new Secret(key);
    }

    private static Refusal? RefuseWords(AddProviderRequest wanted, ProviderCatalogue catalogue)
    {
        if (ProviderNames.Refuse(wanted.Name) is { } reason)
        {
            return ApiReply.Invalid("name", reason);
        }

        if (wanted.Kind is { } kind && catalogue.Find(kind) is null)
        {
            return ApiReply.Invalid("kind", $"The catalogue has no '{kind}'.");
        }

        return wanted.Auth is { } auth && !AuthStyles.TryParse(auth, out _) ? ApiReply.Invalid("auth", $"'auth' takes {string.Join(", ", AuthStyles.Names)}.") : null;
    }

    private static Refusal? RefuseAddress(AddProviderRequest wanted, Uri? address, ProviderCatalogue catalogue)
    {
        if (wanted.BaseUrl is not null && address is null)
        {
            return ApiReply.Invalid("base_url", "'base_url' is not an http or https address without user, query and fragment.");
        }

        if (address is not null && !AddressGuard.Machine.MayName(address))
        {
            return ApiReply.Invalid("base_url", "'base_url' is where clouds keep the machine's own credentials; no provider is there.");
        }

        var known = catalogue.Find(wanted.Kind ?? wanted.Name);
        return address is null && known?.BaseAddress is null
            ? ApiReply.Invalid("base_url", known is null ? "A provider that the catalogue does not know needs a 'base_url'." : $"{known.DisplayName} needs the 'base_url' of your account.")
            : null;
    }
}
