using System.Globalization;
using Tollgate.Alerts;

namespace Tollgate.Hosting.Settings;

/// <summary>
/// One map of the settings. Asking for a value is what declares it: its name, its kind, its range and its meaning go into the reference
/// from the same line of code, and what nobody asked for is an unknown key.
/// </summary>
internal sealed class SettingsSection
{
    private readonly SettingsReading _reading;
    private readonly YamlNode? _node;
    private readonly List<string> _known = [];

    /// <summary>A section at a key; the node is null when the file does not have it.</summary>
    public SettingsSection(SettingsReading reading, YamlNode? node, string key, int line)
    {
        _reading = reading;
        Key = key;
        Line = line;
        if (node is { IsNothing: false, Kind: not YamlKind.Map })
        {
            reading.Fault(key, node.Line, "This takes names with values below it.");
            return;
        }

        _node = node is { Kind: YamlKind.Map } ? node : null;
    }

    /// <summary>The full key.</summary>
    public string Key { get; }

    /// <summary>The line it begins at.</summary>
    public int Line { get; }

    /// <summary>Whether the file has anything here.</summary>
    public bool IsPresent => _node is not null;

    /// <summary>A text; null when absent. A variable that is not set is a fault, unless <paramref name="unset"/> takes its name.</summary>
    public string? Text(string name, string meaning, string? fallback = null, string type = "text", Action<string>? unset = null)
    {
        _reading.Describe(FullKey(name), type, fallback ?? "", meaning);
        return Raw(name, unset) ?? fallback;
    }

    /// <summary>A value that is read from its text; a wrong one is a fault that says what fits.</summary>
    public T Value<T>(string name, string meaning, T fallback, string shownFallback, string type, Func<string, (bool IsFine, T Value)> read)
    {
        _reading.Describe(FullKey(name), type, shownFallback, meaning);
        if (Raw(name, null) is not { } text)
        {
            return fallback;
        }

        var (isFine, value) = read(text);
        if (isFine)
        {
            return value;
        }

        Fault(name, $"{Shown(name, text)} does not fit.", $"This takes {type}.");
        return fallback;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string name, string meaning, bool fallback) =>
        Value(name, meaning, fallback, fallback ? "true" : "false", "true or false", text => (text is "true" or "false", text == "true"));

    /// <summary>A whole number within bounds.</summary>
    public int Number(string name, string meaning, int fallback, int least, int most) =>
        Value(name, meaning, fallback, fallback.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), text =>
            (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most, number));

    /// <summary>A whole number within bounds, or nothing.</summary>
    public long? NumberOrNone(string name, string meaning, long least, long most) =>
        Value<long?>(name, meaning, null, "", string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), text =>
            (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most, number));

    /// <summary>A time within bounds.</summary>
    public TimeSpan Time(string name, string meaning, TimeSpan fallback, TimeSpan least, TimeSpan most) =>
        Value(name, meaning, fallback, SettingText.Of(fallback), $"a time from {SettingText.Of(least)} to {SettingText.Of(most)}", text =>
            (SettingText.TryTime(text, out var time) && time >= least && time <= most, time));

    /// <summary>A time within bounds, or nothing.</summary>
    public TimeSpan? TimeOrNone(string name, string meaning, string shownFallback, TimeSpan least, TimeSpan most) =>
        Value<TimeSpan?>(name, meaning, null, shownFallback, $"a time from {SettingText.Of(least)} to {SettingText.Of(most)}", text =>
            (SettingText.TryTime(text, out var time) && time >= least && time <= most, time));

    /// <summary>A number of bytes within bounds.</summary>
    public long Size(string name, string meaning, long fallback, long least, long most) =>
        Value(name, meaning, fallback, SettingText.OfSize(fallback), $"a size from {SettingText.OfSize(least)} to {SettingText.OfSize(most)}", text =>
            (SettingText.TrySize(text, out var size) && size >= least && size <= most, size));

    /// <summary>One of a few words.</summary>
    public string? Word(string name, string meaning, string? fallback, IReadOnlyList<string> words)
    {
        var type = string.Join(" or ", words);
        var text = Value<string?>(name, meaning, fallback, fallback ?? "", type, written => (words.Contains(written), written));
        return text;
    }

    /// <summary>One of a few values, by its word.</summary>
    public T Choice<T>(string name, string meaning, T fallback, IReadOnlyList<T> values)
        where T : struct, Enum
    {
        var word = Word(name, meaning, AlertWords.Word(fallback), [.. values.Select(AlertWords.Word)]);
        return AlertWords.Read<T>(word!);
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name, string meaning, string shownFallback = "")
    {
        _reading.Describe(FullKey(name), "a list of texts", shownFallback, meaning);
        if (Node(name) is not { } node)
        {
            return [];
        }

        if (node.Kind == YamlKind.Map)
        {
            Fault(name, "This takes a list.");
            return [];
        }

        var texts = new List<string>();
        foreach (var item in node.Kind == YamlKind.List ? node.Items : [node])
        {
            if (Expand(item, $"{FullKey(name)}[{texts.Count}]", null) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>A map of texts under free names.</summary>
    public IReadOnlyList<(string Name, string Text, int Line)> Map(string name, string type, string meaning)
    {
        _reading.Describe(FullKey(name), type, "", meaning);
        var section = new SettingsSection(_reading, Node(name), FullKey(name), LineOf(name));
        var texts = new List<(string, string, int)>();
        foreach (var entry in section._node?.Entries ?? [])
        {
            if (section.Expand(entry.Value, $"{section.Key}.{entry.Key}", null) is { } text)
            {
                texts.Add((entry.Key, text, entry.Line));
            }
        }

        return texts;
    }

    /// <summary>A section below this one.</summary>
    public SettingsSection Section(string name) => new(_reading, Node(name), FullKey(name), LineOf(name));

    /// <summary>The sections under free names: "providers: { openai: …, azure: … }".</summary>
    public IEnumerable<(string Name, SettingsSection Section)> Sections(string name)
    {
        var section = Section(name);
        foreach (var entry in section._node?.Entries ?? [])
        {
            yield return (entry.Key, new SettingsSection(_reading, entry.Value, $"{section.Key}.{entry.Key}", entry.Line));
        }

        if (_reading.Describes)
        {
            yield return ("NAME", new SettingsSection(_reading, null, $"{section.Key}.NAME", 0));
        }
    }

    /// <summary>The items of a list of maps.</summary>
    public IEnumerable<SettingsSection> Items(string name)
    {
        var node = Node(name);
        if (node is { Kind: not YamlKind.List })
        {
            Fault(name, "This takes a list.");
            yield break;
        }

        for (var i = 0; i < (node?.Items.Count ?? 0); i++)
        {
            yield return new SettingsSection(_reading, node!.Items[i], $"{FullKey(name)}[{i}]", node.Items[i].Line);
        }

        if (_reading.Describes)
        {
            yield return new SettingsSection(_reading, null, $"{FullKey(name)}[]", 0);
        }
    }

    /// <summary>Every key that nobody asked for is a fault.</summary>
    public void End()
    {
        foreach (var entry in _node?.Entries ?? [])
        {
            if (_known.Contains(entry.Key))
            {
                continue;
            }

            var near = NearestName.Of(entry.Key, _known);
            var full = Key.Length == 0 ? entry.Key : $"{Key}.{entry.Key}";
            _reading.Fault(full, entry.Line, "There is no such setting.", near is null ? $"Known here: {string.Join(", ", _known)}." : $"Did you mean '{near}'?");
        }
    }

    /// <summary>Reports a fault at a name of this section.</summary>
    public void Fault(string name, string message, string? help = null) => _reading.Fault(FullKey(name), LineOf(name), message, help);

    /// <summary>Reports a warning at a name of this section.</summary>
    public void Warn(string name, string message, string? help = null) => _reading.Warn(FullKey(name), LineOf(name), message, help);

    private string FullKey(string name) => Key.Length == 0 ? name : name.Length == 0 ? Key : $"{Key}.{name}";

    private int LineOf(string name)
    {
        foreach (var entry in _node?.Entries ?? [])
        {
            if (entry.Key == name)
            {
                return entry.Line;
            }
        }

        return Line;
    }

    private YamlNode? Node(string name)
    {
        _known.Add(name);
        return _node?.Find(name) is { IsNothing: false } node ? node : null;
    }

    private string? Raw(string name, Action<string>? unset) => Node(name) is { } node ? Expand(node, FullKey(name), unset) : null;

    private string? Expand(YamlNode node, string key, Action<string>? unset)
    {
        if (node.Kind != YamlKind.Scalar)
        {
            _reading.Fault(key, node.Line, "This takes a single value.");
            return null;
        }

        var text = _reading.Placeholders.PutIn(node.Text, out var missing);
        if (missing is null)
        {
            return text.Length == 0 && Placeholders.IsIn(node.Text) ? null : text;
        }

        if (unset is null)
        {
            _reading.Fault(key, node.Line, $"The variable {missing} is not set.", $"Set it, or write ${{{missing}:-default}}.");
            return null;
        }

        unset(missing);
        return null;
    }

    /// <summary>What was written, short. What a variable holds is not shown: it may be a key in the wrong place.</summary>
    private string Shown(string name, string text)
    {
        var isFromVariable = _node?.Find(name) is { } node && Placeholders.IsIn(node.Text);
        return isFromVariable ? "What the variable holds" : $"'{(text.Length > 60 ? text[..60] + "…" : text)}'";
    }
}
