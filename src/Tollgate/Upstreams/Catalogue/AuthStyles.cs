namespace Tollgate.Upstreams.Catalogue;

/// <summary>The names of <see cref="AuthStyle"/> in the catalogue and in settings, and the header each one uses.</summary>
internal static class AuthStyles
{
    private static readonly string[] Wire = ["none", "bearer", "x-api-key", "x-goog-api-key", "api-key", "query"];

    /// <summary>All names, in the order of the enum.</summary>
    public static IReadOnlyList<string> Names => Wire;

    /// <summary>For example "bearer".</summary>
    public static string Name(AuthStyle style) => Wire[(int)style];

    /// <summary>Finds a style by its name.</summary>
    public static bool TryParse(string name, out AuthStyle style)
    {
        var index = Array.IndexOf(Wire, name);
        style = index < 0 ? default : (AuthStyle)index;
        return index >= 0;
    }

    /// <summary>The header that carries the key; null when none does.</summary>
    public static string? Header(AuthStyle style) => style switch
    {
        AuthStyle.Bearer => "Authorization",
        AuthStyle.XApiKey => "x-api-key",
        AuthStyle.XGoogApiKey => "x-goog-api-key",
        AuthStyle.ApiKey => "api-key",
        _ => null,
    };
}
