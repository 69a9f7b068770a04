using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tollgate.Hosting.Settings;

/// <summary>
/// Reads a settings file into nodes. The parser's events are read directly: no reflection at start, and a hostile file cannot make more nodes
/// than it has bytes, for anchors, aliases and tags are refused.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Settings are a few KB; more is a mistake.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Settings are five levels deep.</summary>
    private const int MaxDepth = 16;

    private const string Hint = "Check indentation, quotes and brackets near this line.";

    private readonly IParser _parser;
    private readonly List<SettingsFinding> _findings;

    private YamlTree(IParser parser, List<SettingsFinding> findings)
    {
        _parser = parser;
        _findings = findings;
    }

    /// <summary>The root map; null when the text is empty or cannot be read (the findings say why).</summary>
    public static YamlNode? Read(string text, List<SettingsFinding> findings)
    {
        if (text.Length > MaxBytes)
        {
            findings.Add(new SettingsFinding("", 0, $"The file is larger than {MaxBytes / 1024} KB."));
            return null;
        }

        try
        {
            return new YamlTree(new Parser(new Scanner(new StringReader(text), skipComments: true)), findings).ReadDocument();
        }
        catch (YamlException fault)
        {
            findings.Add(TabLine(text) is > 0 and var line
                ? new SettingsFinding("", line, "A tab stands at the beginning of this line: YAML is indented with blanks.", "Put two blanks in its place.")
                : new SettingsFinding("", (int)fault.Start.Line, $"This is not YAML: {Plain(fault.Message)}", Hint));
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the parser throws for some broken files instead of its own exception; it names no line.
            findings.Add(new SettingsFinding("", 0, "This is not YAML.", Hint));
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _findings.Add(new SettingsFinding("", (int)second.Start.Line, "A second document begins here.", "Settings are one document: take the '---' out."));
        }

        if (root.Kind == YamlKind.Map)
        {
            return root;
        }

        if (!root.IsNothing)
        {
            _findings.Add(new SettingsFinding("", root.Line, "The file is not a map of settings.", "It begins, for example, with `listen: http://127.0.0.1:4000`."));
        }

        return null;
    }

    private YamlNode ReadNode(string key, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "it is nested too deep");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _findings.Add(new SettingsFinding(key, (int)alias.Start.Line, "Aliases (*name) are not read here.", "Write the value out, or use ${VARIABLE}."));
            return new YamlNode(YamlKind.Scalar, (int)alias.Start.Line) { IsPlain = true };
        }

        CheckProperties(key);
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlNode(YamlKind.Scalar, (int)scalar.Start.Line) { Text = scalar.Value, IsPlain = scalar.Style == ScalarStyle.Plain };
        }

        return _parser.TryConsume<SequenceStart>(out var list) ? ReadList(key, (int)list.Start.Line, depth) : ReadMap(key, depth);
    }

    private YamlNode ReadList(string key, int line, int depth)
    {
        var node = new YamlNode(YamlKind.List, line);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            node.Items.Add(ReadNode($"{key}[{node.Items.Count}]", depth + 1));
        }

        return node;
    }

    private YamlNode ReadMap(string key, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var node = new YamlNode(YamlKind.Map, (int)start.Start.Line);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var name = ReadNode(key, depth + 1);
            var path = key.Length == 0 ? name.Text : $"{key}.{name.Text}";
            var value = ReadNode(path, depth + 1);
            if (name.Kind != YamlKind.Scalar)
            {
                _findings.Add(new SettingsFinding(key, name.Line, "A name here is a list or a map."));
            }
            else if (!seen.Add(name.Text))
            {
                _findings.Add(new SettingsFinding(path, name.Line, "The key is there twice.", "Only one of the two can be meant: take one out."));
            }
            else
            {
                node.Entries.Add((name.Text, name.Line, value));
            }
        }

        return node;
    }

    private void CheckProperties(string key)
    {
        if (_parser.Current is not NodeEvent current)
        {
            return;
        }

        if (!current.Anchor.IsEmpty)
        {
            _findings.Add(new SettingsFinding(key, (int)current.Start.Line, "Anchors (&name) are not read here.", "Take it out."));
        }

        if (!current.Tag.IsEmpty)
        {
            _findings.Add(new SettingsFinding(key, (int)current.Start.Line, "Tags (!name) are not read here.", "Take it out; quote the value to keep it a text."));
        }
    }

    /// <summary>The first line with a tab in its indentation; the parser itself complains of a later one. 0 when there is none.</summary>
    private static int TabLine(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line[..^line.TrimStart(" \t").Length].Contains('\t'))
            {
                return number;
            }
        }

        return 0;
    }

    private static string Plain(string message) => message.Length > 200 ? message[..200] : message;
}
