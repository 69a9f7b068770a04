namespace Tollgate.Security;

/// <summary>What may be shown of a secret: the first four and the last four characters, and nothing of a short one.</summary>
public static class SecretMasker
{
    private const int Shown = 4;
    private const int Shortest = 8;
    private const string Hidden = "****";

    private static readonly HashSet<string> SensitiveNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "api_key", "apikey", "secret", "secret_key", "token", "auth_token", "access_token", "password", "passwd", "pwd", "key", "private_key", "auth",
        "authorization", "credential", "credentials", "jwt", "bearer", "session", "session_id",
    };

    /// <summary>The masked form of a value.</summary>
    public static string Mask(string value) =>
        value.Length < Shortest ? Hidden : string.Concat(value.AsSpan(0, Shown), "...", value.AsSpan(value.Length - Shown));

    /// <summary>Whether a name says that its value is to be masked, written with underscores or hyphens.</summary>
    public static bool IsSensitive(string name) => SensitiveNames.Contains(name.Replace('-', '_'));

    /// <summary>A copy in which the values of sensitive names are masked, however deep maps and lists are nested.</summary>
    public static IReadOnlyDictionary<string, object?> Mask(IReadOnlyDictionary<string, object?> map)
    {
        var masked = new Dictionary<string, object?>(map.Count);
        foreach (var (name, value) in map)
        {
            masked[name] = value is string text && IsSensitive(name) ? Mask(text) : MaskValue(value);
        }

        return masked;
    }

    private static object? MaskValue(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> map => Mask(map),
        IReadOnlyList<object?> list => MaskList(list),
        _ => value,
    };

    private static List<object?> MaskList(IReadOnlyList<object?> list)
    {
        var masked = new List<object?>(list.Count);
        foreach (var item in list)
        {
            masked.Add(MaskValue(item));
        }

        return masked;
    }
}
