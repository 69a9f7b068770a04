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
    private const int DeepestBlock = 8;

    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _reader;
    private Frames _frames;
    private int _depth;

    /// <summary>A walk; texts of which nothing says whose they are belong to <paramref name="root"/>.</summary>
    public SourceWalk(ReadOnlySpan<byte> body, Source root = Source.User)
    {
        _body = body;
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

    /// <summary>The next text, name or number; false at the end.</summary>
    /// <exception cref="JsonException">The body is no JSON from here on.</exception>
    public bool Next()
    {
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Enter();
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
        frame.Value = SourceNames.OfName(_reader.ValueSpan, frame.Source, _depth == 1);
        frame.IsOutput = _reader.ValueSpan.SequenceEqual("output"u8);
        (Start, Length, IsText, Source) = (frame.NameStart, frame.NameLength, true, frame.Source);
    }

    private void Value()
    {
        ref var frame = ref _frames[_depth];
        frame.Index++;
        IsText = _reader.TokenType == JsonTokenType.String;
        Start = (int)_reader.TokenStartIndex + (IsText ? 1 : 0);
        Length = _reader.ValueSpan.Length;

        // `output` of a call that a provider's tool carried out is a text; a list of that name is the model's answer.
        Source = IsText && frame.IsOutput && frame.Value == Source.Model ? Source.Tool : frame.Value;
    }

    private void Enter()
    {
        ref var parent = ref _frames[_depth];
        parent.Index++;
        var isArray = _reader.TokenType == JsonTokenType.StartArray;
        var source = parent.Value;
        if (!isArray && _depth is > 0 and < DeepestBlock && !SourceNames.IsSticky(source))
        {
            source = SourceNames.OfObject(_reader, source);
        }

        _depth++;
        _frames[_depth] = new Frame { Source = source, Value = source, Index = -1, NameLength = -1, IsArray = isArray };
    }

    private struct Frame
    {
        /// <summary>Whose texts stand in it.</summary>
        public Source Source;

        /// <summary>Whose the value is that comes next.</summary>
        public Source Value;
        public bool IsArray;

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
