using System.Runtime.CompilerServices;
using System.Text.Json;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>
/// Goes through every text of a JSON body and knows who wrote it: by the roles, block types and field names of the dialects. Below what a tool
/// or a file said everything is theirs, whatever it calls itself. Allocates nothing; several values in a row (JSON lines) are fine.
/// </summary>
internal ref struct SourceWalk
{
    private const int MostDepth = 64;

    /// <summary>Deeper objects are no messages or blocks, and take the source of what they stand in.</summary>
    public const int DeepestBlock = 8;

    /// <summary>Below this nothing that is offered as a tool has its name.</summary>
    private const int DeepestToolName = 5;

    /// <summary>Longer names are nobody's but the caller's.</summary>
    private const int LongestName = 256;

    /// <summary>So deep stands what is offered as a tool.</summary>
    private const int ToolDepth = 3;

    private readonly ReadOnlySpan<byte> _body;
    private readonly bool _showsCalls;
    private Utf8JsonReader _reader;
    private Frames _frames;
    private int _depth;

    /// <summary>A walk.</summary>
    /// <param name="body">The body.</param>
    /// <param name="root">Whose the texts are of which nothing says so.</param>
    /// <param name="showsCalls">Whether the arguments of a call are shown as a whole too, before their parts.</param>
    public SourceWalk(ReadOnlySpan<byte> body, Source root = Source.User, bool showsCalls = false)
    {
        _body = body;
        _showsCalls = showsCalls;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostDepth, AllowMultipleValues = true });
        _frames[0] = new Frame { Source = root, Value = root, Index = -1 };
    }

    /// <summary>Who wrote the text.</summary>
    public Source Source { get; private set; }

    /// <summary>Where the text starts, behind its quotation mark.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => Start + Length;

    /// <summary>Its length in the body, escapes as they stand.</summary>
    public int Length { get; private set; }

    /// <summary>Whether it is a text or a name; else a number.</summary>
    public bool IsText { get; private set; }

    /// <summary>Whether it is a member's name.</summary>
    public bool IsName { get; private set; }

    /// <summary>Whether it stands in what is offered as a tool.</summary>
    public readonly bool IsOffer => _frames[_depth].IsTool;

    /// <summary>What it is to those who read it.</summary>
    public TextKind Kind { get; private set; }

    /// <summary>Whether it is a part of a call's arguments.</summary>
    public readonly bool IsInArguments => _frames[_depth].IsInArguments;

    /// <summary>Whether it is the whole of a call's arguments; their parts come next.</summary>
    public readonly bool IsWhole => Kind == TextKind.Arguments && !IsText;

    /// <summary>The name of the member that it is the value of.</summary>
    public readonly ReadOnlySpan<byte> MemberName => _frames[_depth].NameLength > 0 ? _body.Slice(_frames[_depth].NameStart, _frames[_depth].NameLength) : default;

    /// <summary>The next text, name or number; false at the end.</summary>
    /// <exception cref="JsonException">The body is no JSON from here on.</exception>
    public bool Next()
    {
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (Enter())
                    {
                        return true;
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _depth--;
                    break;
                case JsonTokenType.PropertyName:
                    Name();
                    return true;
                case JsonTokenType.String or JsonTokenType.Number:
                    Value();
                    return true;
                default:
                    _frames[_depth].Index++;
                    break;
            }
        }

        return false;
    }

    /// <summary>The path of the text that the walk stands at.</summary>
    public readonly string Path()
    {
        var path = new PathText();
        for (var depth = 1; depth <= _depth; depth++)
        {
            ref readonly var frame = ref _frames[depth];
            if (frame.IsArray)
            {
                path.Index(frame.Index);
            }
            else if (frame.NameLength >= 0)
            {
                path.Name(_body.Slice(frame.NameStart, frame.NameLength));
            }
        }

        return path.ToString();
    }

    private void Name()
    {
        ref var frame = ref _frames[_depth];
        frame.NameStart = (int)_reader.TokenStartIndex + 1;
        frame.NameLength = _reader.ValueSpan.Length;

        // A name means the same however its letters are written.
        Span<byte> plain = stackalloc byte[_reader.ValueIsEscaped && frame.NameLength <= LongestName ? LongestName : 0];
        scoped var name = plain.IsEmpty ? _reader.ValueSpan : plain[.._reader.CopyString(plain)];
        frame.Value = SourceNames.OfName(name, frame.Source, _depth == 1);
        frame.IsOutput = name.SequenceEqual("output"u8);
        frame.ValueKind = KindOfValue(frame, name);
        frame.NamesCall = SourceNames.NamesCall(name);
        frame.NamesTools = _depth == 1 && SourceNames.NamesTools(name);
        var kind = frame.IsTool && _depth == ToolDepth && SourceNames.IsBuiltInTool(name) ? TextKind.ToolName : TextKind.Plain;
        (Start, Length, IsText, IsName, Source, Kind) = (frame.NameStart, frame.NameLength, true, true, frame.Source, kind);
    }

    private void Value()
    {
        ref var frame = ref _frames[_depth];
        frame.Index++;
        (IsText, IsName) = (_reader.TokenType == JsonTokenType.String, false);
        Start = (int)_reader.TokenStartIndex + (IsText ? 1 : 0);
        Length = _reader.ValueSpan.Length;

        // `output` of a call that a provider's tool carried out is a text; a list of that name is the model's answer.
        Source = IsText && frame.IsOutput && frame.Value == Source.Model ? Source.Tool : frame.Value;
        Kind = IsText && !frame.IsArray ? frame.ValueKind : TextKind.Plain;
        if (Kind == TextKind.ToolType)
        {
            Kind = SourceNames.IsOwnTool(_reader.ValueSpan) ? TextKind.Plain : TextKind.ToolName;
        }
    }

    /// <summary>Goes into an object or a list; true when it is shown as a whole first.</summary>
    private bool Enter()
    {
        ref var parent = ref _frames[_depth];
        parent.Index++;
        var isArray = _reader.TokenType == JsonTokenType.StartArray;
        var source = parent.Value;
        if (!isArray && _depth is > 0 and < DeepestBlock && !SourceNames.IsSticky(source))
        {
            source = SourceNames.OfObject(_reader, source);
        }

        var inside = new Frame { Source = source, Value = source, Index = -1, NameLength = -1, IsArray = isArray };
        var isArguments = Know(parent, ref inside);
        _depth++;
        _frames[_depth] = inside;
        return isArguments && _showsCalls && Show();
    }

    /// <summary>Whether what is gone into is a call, a call's arguments, or an offer of a tool; true when it is the arguments themselves.</summary>
    private readonly bool Know(in Frame parent, ref Frame inside)
    {
        var isArguments = parent is { IsArray: false, ValueKind: TextKind.Arguments };
        inside.IsInArguments = isArguments || parent.IsInArguments;
        inside.IsTool = _depth == 1 ? parent is { IsArray: false, NamesTools: true } : parent.IsTool;
        if (!inside.IsArray && !inside.IsInArguments && inside.Source == Source.Model)
        {
            inside.IsCall = parent.NamesCall || SourceNames.IsCall(_reader, _depth);
        }

        return isArguments;
    }

    private bool Show()
    {
        var rest = _reader;
        rest.Skip();
        (Start, Length, IsText, IsName, Source, Kind) = ((int)_reader.TokenStartIndex, (int)(rest.BytesConsumed - _reader.TokenStartIndex), false, false, Source.Model, TextKind.Arguments);
        return true;
    }

    private readonly TextKind KindOfValue(in Frame frame, ReadOnlySpan<byte> name)
    {
        if (frame.IsInArguments)
        {
            return TextKind.Plain;
        }

        if (frame.IsCall && SourceNames.IsArguments(name))
        {
            return TextKind.Arguments;
        }

        if (frame.IsTool && _depth == ToolDepth && name.SequenceEqual("type"u8))
        {
            return TextKind.ToolType;
        }

        return name.SequenceEqual("name"u8) && HoldsToolName(frame) ? TextKind.ToolName : TextKind.Plain;
    }

    private readonly bool HoldsToolName(in Frame frame) => frame.IsCall || (frame.IsTool && _depth <= DeepestToolName);

    private struct Frame
    {
        /// <summary>Whose texts stand in it.</summary>
        public Source Source;

        /// <summary>Whose the value is that comes next.</summary>
        public Source Value;
        public bool IsArray;

        /// <summary>Whether it is a call of a tool.</summary>
        public bool IsCall;

        /// <summary>Whether it stands in a call's arguments.</summary>
        public bool IsInArguments;

        /// <summary>Whether it offers a tool.</summary>
        public bool IsTool;

        /// <summary>Whether the value that comes next is a call, by its name.</summary>
        public bool NamesCall;

        /// <summary>Whether the value that comes next is the list of tools.</summary>
        public bool NamesTools;

        /// <summary>What the value that comes next is.</summary>
        public TextKind ValueKind;

        /// <summary>Whether the member's name is `output`.</summary>
        public bool IsOutput;
        public int Index;
        public int NameStart;
        public int NameLength;
    }

    [InlineArray(MostDepth + 1)]
    private struct Frames
    {
        private Frame _first;
    }
}
