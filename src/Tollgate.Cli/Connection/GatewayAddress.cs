using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Connection;

/// <summary>Where the gateway is and with which key to speak: options, then environment, then `tollgate login`, then the data folder on this machine.</summary>
internal sealed record GatewayAddress(Uri Url, string? Key)
{
    /// <summary>Where a gateway listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4000";

    /// <summary>The file `tollgate login` writes (0600).</summary>
    public static string LoginFile(Surroundings around) =>
        Path.Combine(around.Variable("XDG_CONFIG_HOME") ?? Path.Combine(around.Home, ".config"), "tollgate", "login.json");

    /// <summary>Finds address and key.</summary>
    public static GatewayAddress Find(string? url, string? key, Surroundings around)
    {
        var login = ReadLogin(LoginFile(around));
        var address = url ?? around.Variable("TOLLGATE_URL") ?? login?["url"]?.GetValue<string>() ?? DefaultUrl;
        var parsed = Parse(address);
        return new GatewayAddress(parsed, key ?? around.Variable("TOLLGATE_KEY") ?? KeyOf(login, parsed) ?? ReadLocalAdminKey(around));
    }

    /// <summary>An address as it is written, or a fault.</summary>
    public static Uri Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https")
            ? parsed
            : throw new CliFault(ExitCode.Usage, $"'{address}' is not the address of a gateway. Give one such as {DefaultUrl}.");

    /// <summary>The key of `tollgate login` is sent to the gateway that it was given for, and to no other.</summary>
    private static string? KeyOf(JsonNode? login, Uri address) =>
        login?["url"]?.GetValue<string>() is { } url && Uri.TryCreate(url, UriKind.Absolute, out var known) && known == address ? login["key"]?.GetValue<string>() : null;

    private static JsonNode? ReadLogin(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            throw new CliFault(ExitCode.Usage, $"{file} cannot be read. `{Program.Word} login` writes it anew.");
        }
    }

    private static string? ReadLocalAdminKey(Surroundings around)
    {
        var file = Path.Combine(around.Variable("TOLLGATE_DATA") ?? "data", "admin.key");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
