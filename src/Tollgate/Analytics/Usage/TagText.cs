using Tollgate.Ledger;

namespace Tollgate.Analytics.Usage;

/// <summary>Reads the tags of a group from their column.</summary>
internal static class TagText
{
    /// <summary>What stands where a call has no such tag.</summary>
    public const string Untagged = "(untagged)";

    /// <summary>The value of one tag.</summary>
    public static string Value(string? tags, string name) => LedgerJsonText.Tags(tags)?.GetValueOrDefault(name) ?? Untagged;

    /// <summary>All tags in one line: "env:prod team:search".</summary>
    public static string All(string? tags) =>
        LedgerJsonText.Tags(tags) is { Count: > 0 } map ? string.Join(' ', map.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}:{tag.Value}")) : Untagged;

    /// <summary>Whether a tag is there, with a value when one is asked for.</summary>
    public static bool Has(string? tags, string name, string? value) =>
        LedgerJsonText.Tags(tags) is { } map && map.TryGetValue(name, out var there) && (value is null || there == value);
}
