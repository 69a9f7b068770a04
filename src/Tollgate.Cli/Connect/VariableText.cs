namespace Tollgate.Cli.Connect;

/// <summary>Settings as NAME=value lines.</summary>
internal static class VariableText
{
    /// <summary>The text with variables set; other lines stay.</summary>
    public static string With(string text, IReadOnlyList<(string Name, string Value)> values)
    {
        var kept = text.ReplaceLineEndings("\n").Split('\n').Where(line => !values.Any(value => line.StartsWith($"{value.Name}=", StringComparison.Ordinal)));
        var before = string.Join('\n', kept).TrimEnd('\n');
        return $"{before}{(before.Length > 0 ? "\n" : string.Empty)}{string.Concat(values.Select(value => $"{value.Name}={value.Value}\n"))}";
    }
}
