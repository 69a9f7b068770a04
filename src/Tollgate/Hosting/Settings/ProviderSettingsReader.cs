using Tollgate.Core;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `providers:` and `timeouts:`.</summary>
internal sealed class ProviderSettingsReader(ProviderCatalogue catalogue, Dictionary<string, int> lines)
{
    private const string AddressType = "an address, for example https://api.openai.com/v1";

    private static readonly string[] Credentials = ["gateway", "client"];
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Reads the providers of a file.</summary>
    public UpstreamSettings Read(SettingsSection root)
    {
        var timeouts = Timeouts(root.Section("timeouts"), UpstreamTimeouts.Default);
        var providers = new List<ProviderEntry>();
        foreach (var (name, section) in root.Sections("providers"))
        {
            lines[$"provider/{name}"] = section.Line;
            if (section.Line > 0 && ProviderNames.Refuse(name) is { } reason)
            {
                section.Fault("", reason);
            }

            providers.Add(One(name, section));
            section.End();
        }

        return new UpstreamSettings { Providers = providers, Timeouts = timeouts };
    }

    private ProviderEntry One(string name, SettingsSection section)
    {
        string? off = null;
        var key = Key(section, unset => off = $"the variable {unset} is not set.");
        var isOn = section.Flag("enabled", "Whether calls can go to it.", true);
        var kind = Kind(section);
        var (timeouts, routes) = ReadTimeouts(section);
        var entry = new ProviderEntry
        {
            Name = name,
            Kind = kind,
            BaseAddress = Address(section, "base_url", "The address; the catalogue's by default."),
            Key = key,
            Auth = Auth(section),
            Credentials = section.Word("credentials", "Whose credentials go upstream: the gateway's key, or the client's own Authorization (subscriptions). What a client pays is priced at list rates, and only budgets that say so count it.", "gateway", Credentials) == "client"
                ? CredentialSource.Client
                : CredentialSource.Gateway,
            Headers = Headers(section),
            Proxy = Address(section, "proxy", "The proxy to go through; variables such as HTTPS_PROXY are not read."),
            Models = Names(section),
            Timeouts = timeouts,
            RouteTimeouts = routes,
            Deployments = Deployments(section),
            DisabledReason = isOn ? off : "it is switched off in tollgate.yaml.",
            Line = section.Line,
        };
        Check(entry, section, off);
        return entry;
    }

    private void Check(ProviderEntry entry, SettingsSection section, string? off)
    {
        if (off is not null)
        {
            section.Warn("api_key", $"The provider is switched off: {off}", "Set the variable, or take the provider out.");
        }

        var known = catalogue.Find(entry.Kind ?? entry.Name);
        var hasOwnAddress = entry.BaseAddress is not null || entry.Deployments.Any(part => part.BaseAddress is not null);
        if (section.Line > 0 && known is null && !hasOwnAddress)
        {
            section.Fault("base_url", "A provider that the catalogue does not know needs an address.", "Name base_url, or a kind from the catalogue.");
        }
    }

    private static Secret? Key(SettingsSection section, Action<string> unset)
    {
        var text = section.Text("api_key", "The key. A variable that is not set switches the provider off.", null, "text", unset)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!HeaderValue.IsSafe(text) || text.Contains(' ', StringComparison.Ordinal))
        {
            section.Fault("api_key", "The key holds a character that no key has (a line break, a blank, a letter outside ASCII).");
        }

        return new Secret(text);
    }

    private string? Kind(SettingsSection section)
    {
        var kind = section.Text("kind", "The catalogue entry it follows; the entry of the same name by default, else an OpenAI-compatible server.");
        if (kind is not null && catalogue.Find(kind) is null)
        {
            var near = NearestName.Of(kind, catalogue.Providers.Select(provider => provider.Id));
            section.Fault("kind", $"The catalogue has no '{kind}'.", near is null ? $"It has: {string.Join(", ", catalogue.Providers.Select(provider => provider.Id))}." : $"Did you mean '{near}'?");
        }

        return kind;
    }

    private static AuthStyle? Auth(SettingsSection section) =>
        section.Word("auth", "How the key travels; the catalogue's way by default.", null, AuthStyles.Names) is { } name && AuthStyles.TryParse(name, out var style) ? style : null;

    private static Uri? Address(SettingsSection section, string name, string meaning) =>
        section.Value<Uri?>(name, meaning, null, "", AddressType, text => (ParseAddress(text, out var address), address));

    private static bool ParseAddress(string text, out Uri? address)
    {
        address = text.Contains("://", StringComparison.Ordinal) ? AddressText.Parse(text) : null;
        return address is not null;
    }

    private static List<KeyValuePair<string, string>> Headers(SettingsSection section)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, text, _) in section.Map("headers", "a map of name to value", "Headers sent with every request."))
        {
            if (!HeaderValue.IsName(name) || !HeaderValue.IsSafe(text))
            {
                section.Fault($"headers.{name}", "This is not a header: a name and a value of visible ASCII characters.");
            }
            else if (HeaderList.IsForbidden(name))
            {
                section.Fault($"headers.{name}", "The gateway sets this header itself, or never sends it.", "Keys belong into api_key.");
            }
            else
            {
                headers.Add(new(name, text));
            }
        }

        return headers;
    }

    private static Dictionary<string, string> Names(SettingsSection section)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (model, text, _) in section.Map("models", "a map of model to the account's name for it", "Names of models at this account, where they differ (Azure deployments)."))
        {
            names[model] = text;
        }

        return names;
    }

    private static List<DeploymentEntry> Deployments(SettingsSection section)
    {
        var parts = new List<DeploymentEntry>();
        foreach (var item in section.Items("deployments"))
        {
            var isOff = false;
            var key = Key(item, unset =>
            {
                isOff = true;
                item.Warn("api_key", $"The account is switched off: the variable {unset} is not set.", "Set the variable, or take the account out.");
            });
            var part = new DeploymentEntry
            {
                IsOff = isOff,
                Name = item.Text("name", "The account's name within the provider.") ?? "",
                BaseAddress = Address(item, "base_url", "Its address; the provider's by default."),
                Key = key,
                Weight = item.Number("weight", "Its share of calls among its siblings; 0 rests it.", 1, 0, 1_000_000),
                Models = Names(item),
            };
            item.End();
            CheckName(item, part, parts);
            parts.Add(part);
        }

        return parts;
    }

    private static void CheckName(SettingsSection item, DeploymentEntry part, List<DeploymentEntry> parts)
    {
        if (item.Line > 0 && ProviderNames.RefuseLetters(part.Name) is { } reason)
        {
            item.Fault("name", reason);
        }

        if (parts.Exists(other => other.Name == part.Name))
        {
            item.Fault("name", $"'{part.Name}' is there twice.");
        }
    }

    private static (TimeoutEntry Own, Dictionary<Surface, TimeoutEntry> Routes) ReadTimeouts(SettingsSection section)
    {
        var timeouts = section.Section("timeouts");
        var routes = new Dictionary<Surface, TimeoutEntry>();
        foreach (var (name, route) in timeouts.Sections("routes"))
        {
            var own = Timeouts(route, null);
            if (SurfaceNames.TryParse(name, out var surface))
            {
                routes[surface] = own;
            }
            else if (route.Line > 0)
            {
                route.Fault("", "There is no such route.", $"Known here: {string.Join(", ", SurfaceNames.All)}.");
            }
        }

        return (Timeouts(timeouts, null), routes);
    }

    private static TimeoutEntry Timeouts(SettingsSection section, UpstreamTimeouts? defaults)
    {
        var entry = new TimeoutEntry
        {
            Connect = section.TimeOrNone("connect", "Until there is a connection, TLS included.", Shown(defaults?.Connect), Shortest, TimeSpan.FromMinutes(5)),
            FirstByte = section.TimeOrNone("first_byte", "From the start of an attempt to the first byte of the answer.", Shown(defaults?.FirstByte), Shortest, Longest),
            BetweenBytes = section.TimeOrNone("between_bytes", "Between two bytes of the answer.", Shown(defaults?.BetweenBytes), Shortest, Longest),
            Total = section.TimeOrNone("total", "For a whole attempt.", Shown(defaults?.Total), Shortest, Longest),
        };
        section.End();
        return entry;
    }

    private static string Shown(TimeSpan? time) => time is { } value ? SettingText.Of(value) : "";
}
