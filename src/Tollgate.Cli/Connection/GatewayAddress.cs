using System.Text.Json.Nodes;

namespace Tollgate.Cli.Connection;

/// <summary>Where the gateway is and with which key to speak: options, then environment, then `tollgate login`, then the data folder on this machine.</summary>
internal sealed record GatewayAddress(Uri Url, string? Key)
{
    /// <summary>Where a gateway listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4000";

    /// <summary>The file `tollgate login` writes (0600).</summary>
    public static string LoginFile => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "tollgate",
        "login.json");

    /// <summary>Finds address and key.</summary>
    public static GatewayAddress Find(string? url, string? key)
    {
        var login = ReadLogin();
        var address = url ?? Environment.GetEnvironmentVariable("TOLLGATE_URL") ?? login?["url"]?.GetValue<string>() ?? DefaultUrl;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new CliFault(ExitCode.Usage, $"'{address}' is not the address of a gateway. Give one such as {DefaultUrl}.");
        }

        return new GatewayAddress(parsed, key ?? Environment.GetEnvironmentVariable("TOLLGATE_KEY") ?? KeyOf(login, parsed) ?? ReadLocalAdminKey());
    }

    /// <summary>The key of `tollgate login` is sent to the gateway that it was given for, and to no other.</summary>
    private static string? KeyOf(JsonNode? login, Uri address) =>
        login?["url"]?.GetValue<string>() is { } url && Uri.TryCreate(url, UriKind.Absolute, out var known) && known == address ? login["key"]?.GetValue<string>() : null;

    private static JsonNode? ReadLogin() => File.Exists(LoginFile) ? JsonNode.Parse(File.ReadAllText(LoginFile)) : null;

    private static string? ReadLocalAdminKey()
    {
        var folder = Environment.GetEnvironmentVariable("TOLLGATE_DATA") ?? "data";
        var file = Path.Combine(folder, "admin.key");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
