namespace Tollgate.Hosting.Settings;

/// <summary>What a change of the settings file changed: names of settings, never their values, which may be keys.</summary>
/// <param name="InForce">Settings that are in force at once.</param>
/// <param name="AtStart">Settings that are read at the start only.</param>
internal sealed record SettingsChange(IReadOnlyList<string> InForce, IReadOnlyList<string> AtStart)
{
    /// <summary>Sections that the running gateway follows.</summary>
    private static readonly string[] Followed = ["catalog", "discounts", "models", "providers", "timeouts"];

    /// <summary>Compares two readings.</summary>
    public static SettingsChange Between(SettingsReport before, SettingsReport after)
    {
        var changed = before.Written.Keys.Union(after.Written.Keys, StringComparer.Ordinal)
            .Where(key => before.Written.GetValueOrDefault(key) != after.Written.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .ToLookup(key => Followed.Contains(key.Split('.')[0]));
        return new SettingsChange([.. changed[true]], [.. changed[false]]);
    }

    /// <summary>For the log.</summary>
    public override string ToString()
    {
        if (InForce.Count + AtStart.Count == 0)
        {
            return "no setting changed";
        }

        var now = InForce.Count == 0 ? "" : $"in force now: {string.Join(", ", InForce)}";
        var later = AtStart.Count == 0 ? "" : $"in force after a restart: {string.Join(", ", AtStart)}";
        return now.Length > 0 && later.Length > 0 ? $"{now}; {later}" : now + later;
    }

    /// <summary>Every value of a file by its full key.</summary>
    public static IReadOnlyDictionary<string, string> Flatten(YamlNode? root, Placeholders placeholders)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root is not null)
        {
            Flatten(root, "", placeholders, values);
        }

        return values;
    }

    private static void Flatten(YamlNode node, string key, Placeholders placeholders, Dictionary<string, string> values)
    {
        foreach (var entry in node.Entries)
        {
            Flatten(entry.Value, key.Length == 0 ? entry.Key : $"{key}.{entry.Key}", placeholders, values);
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            Flatten(node.Items[i], $"{key}[{i}]", placeholders, values);
        }

        if (node.Kind == YamlKind.Scalar)
        {
            values[key] = placeholders.AsWritten(node.Text);
        }
    }
}
