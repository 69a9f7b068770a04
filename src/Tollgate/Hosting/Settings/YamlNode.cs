namespace Tollgate.Hosting.Settings;

/// <summary>What a node of the settings file is.</summary>
internal enum YamlKind : byte
{
    /// <summary>A single value.</summary>
    Scalar,
    /// <summary>Values under names.</summary>
    Map,
    /// <summary>A list.</summary>
    List,
}

/// <summary>One node of the settings file, with its line.</summary>
internal sealed class YamlNode(YamlKind kind, int line)
{
    /// <summary>What it is.</summary>
    public YamlKind Kind { get; } = kind;

    /// <summary>Its line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The text of a scalar, as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the scalar is written without quotes, so that "null" and "~" mean nothing.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The entries of a map, in the order of the file.</summary>
    public List<(string Key, int Line, YamlNode Value)> Entries { get; } = [];

    /// <summary>The items of a list.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsNothing => Kind == YamlKind.Scalar && IsPlain && Text is ("" or "~" or "null");

    /// <summary>The value under a name; null when there is none.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
