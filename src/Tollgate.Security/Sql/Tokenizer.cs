using Tollgate.Security.Matching;

namespace Tollgate.Security.Sql;

/// <summary>
/// Cuts a source into tokens: comments left out, strings with their holes taken apart, brackets matched. Whatever the bytes are, it comes to
/// an end in time that grows with their number.
/// </summary>
internal ref struct Tokenizer(ReadOnlySpan<byte> text, SourceLanguage language, List<Token> tokens)
{
    private const int SearchedBrackets = 8;
    private const int LongestPattern = 1024;
    private static readonly ByteClass Name = ByteClass.Parse("A-Za-z0-9_$\u0080-\u00ff");

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Stack<(int Token, StringForm Form)> _open = new();
    private int _at;

    /// <summary>Reads the whole source.</summary>
    public void Run()
    {
        while (_at < _text.Length)
        {
            Step(_text[_at]);
        }

        while (_open.TryPop(out var left))
        {
            tokens[left.Token] = tokens[left.Token] with { Match = tokens.Count };
        }
    }

    private void Step(byte value)
    {
        if (value == '\n')
        {
            EndLine();
        }
        else if (value <= ' ')
        {
            _at++;
        }
        else if (!TrySkipComment(value) && !TryReadString() && !TryReadName(value))
        {
            ReadMark(value);
        }
    }

    private void EndLine()
    {
        var isInside = _open.TryPeek(out var top) && (language == SourceLanguage.Python || !Is(top.Token, '{'));
        if (!isInside && language is not (SourceLanguage.CSharp or SourceLanguage.Java) && tokens.Count > 0 && tokens[^1].Kind != TokenKind.Line)
        {
            Add(TokenKind.Line, _at, _at + 1);
        }

        _at++;
    }

    private bool TrySkipComment(byte value)
    {
        var rest = _text[_at..];
        if (language == SourceLanguage.Python)
        {
            return value == '#' ? SkipTo(rest, "\n"u8, 0) : value == '\\' && TrySkipJoint(rest);
        }

        return value == '/' && rest.Length > 1 && (rest[1] == '/' ? SkipTo(rest, "\n"u8, 0) : rest[1] == '*' && SkipTo(rest, "*/"u8, 2));
    }

    /// <summary>A backslash before the end of a line joins it with the next.</summary>
    private bool TrySkipJoint(ReadOnlySpan<byte> rest)
    {
        var length = rest.StartsWith("\\\r\n"u8) ? 3 : rest.StartsWith("\\\n"u8) || rest.StartsWith("\\\r"u8) ? 2 : 0;
        _at += length;
        return length > 0;
    }

    private bool SkipTo(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> end, int length)
    {
        var found = rest[1..].IndexOf(end);
        _at = found < 0 ? _text.Length : _at + 1 + found + length;
        return true;
    }

    private bool TryReadString()
    {
        if (!StringForm.TryRead(_text[_at..], language, out var form))
        {
            return false;
        }

        _open.Push((tokens.Count, form));
        Add(TokenKind.TextStart, _at, _at + form.Opening);
        _at = Math.Min(_text.Length, _at + form.Opening);
        ReadText(form);
        return true;
    }

    /// <summary>Reads on in a string, to its end or to the next hole.</summary>
    private void ReadText(in StringForm form)
    {
        var start = _at;
        while (_at < _text.Length)
        {
            var value = _text[_at];
            var length = StepLength(value, form);
            if (length < 0 || (value == '\n' && !form.IsLong))
            {
                EndText(start, Math.Max(0, -length));
                return;
            }

            if (value == form.HoleMark && length == 0 && TryOpenHole(form, start))
            {
                return;
            }

            _at += Math.Max(1, length);
        }

        _at = _text.Length;
        EndText(start, 0);
    }

    private readonly int StepLength(byte value, in StringForm form) => value == form.Quote ? QuoteLength(form) : value == '\\' && !form.IsRaw ? 2 : 0;

    /// <summary>How many quotes to step over; negative when they end the string.</summary>
    private readonly int QuoteLength(in StringForm form)
    {
        var rest = _text.Slice(_at, Math.Min(StringForm.LongestRun, _text.Length - _at));
        var run = rest.IndexOfAnyExcept(form.Quote);
        run = run < 0 ? rest.Length : run;
        if (form.IsDoubled)
        {
            return run % 2 == 0 ? run : run > 1 ? run - 1 : -1;
        }

        return form.Quotes == 1 ? -1 : run >= form.Quotes ? -form.Quotes : run;
    }

    private void EndText(int start, int quotes)
    {
        Add(TokenKind.Text, start, _at);
        var (opened, _) = _open.Pop();
        tokens[opened] = tokens[opened] with { Match = tokens.Count };
        Add(TokenKind.TextEnd, _at, _at + quotes);
        _at += quotes;
    }

    private bool TryOpenHole(in StringForm form, int start)
    {
        var rest = _text[_at..];
        if (form.IsDollarHole)
        {
            return rest.StartsWith("${"u8) && OpenHole(start, 2);
        }

        var braces = rest.IndexOfAnyExcept((byte)'{');
        braces = braces < 0 ? rest.Length : braces;
        if (form.Hole == 1)
        {
            // Two braces stand for one that is meant.
            _at += braces - (braces % 2);
            return braces % 2 == 0 ? Back() : OpenHole(start, 1);
        }

        return braces >= form.Hole && OpenHole(start, braces);
    }

    private bool Back()
    {
        _at--;
        return false;
    }

    private bool OpenHole(int start, int length)
    {
        Add(TokenKind.Text, start, _at);
        _open.Push((tokens.Count, default));
        Add(TokenKind.HoleStart, _at, _at + length);
        _at += length;
        return true;
    }

    private bool TryReadName(byte value)
    {
        if (!Name.Has(value))
        {
            return false;
        }

        var end = _at + Name.Run(_text[_at..], _text.Length);
        if (char.IsAsciiDigit((char)value))
        {
            while (end < _text.Length && (_text[end] == '.' || Name.Has(_text[end])))
            {
                end++;
            }
        }

        Add(char.IsAsciiDigit((char)value) ? TokenKind.Number : TokenKind.Word, _at, end);
        _at = end;
        return true;
    }

    private void ReadMark(byte value)
    {
        if (value is (byte)'(' or (byte)'[' or (byte)'{')
        {
            _open.Push((tokens.Count, default));
            Add(TokenKind.Open, _at, ++_at);
        }
        else if (value is (byte)')' or (byte)']' or (byte)'}')
        {
            Close(value);
        }
        else if (value == '/' && language == SourceLanguage.JavaScript && !FollowsValue() && TryReadPattern())
        {
            return;
        }
        else
        {
            var length = SignLength(_text[_at..]);
            Add(TokenKind.Sign, _at, _at + length);
            _at += length;
        }
    }

    private static int SignLength(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2)
        {
            return 1;
        }

        var isPair = rest[1] == '='
            ? rest[0] is (byte)'+' or (byte)'=' or (byte)'!' or (byte)'<' or (byte)'>' or (byte)':' or (byte)'-' or (byte)'%'
            : (rest[1] == '>' && rest[0] is (byte)'=' or (byte)'-') || (rest[0] == rest[1] && rest[0] is (byte)'&' or (byte)'|' or (byte)'?' or (byte)':' or (byte)'+');
        return isPair ? 2 : 1;
    }

    private void Close(byte value)
    {
        if (_open.TryPeek(out var top) && tokens[top.Token].Kind == TokenKind.HoleStart)
        {
            CloseHole(value, top.Token);
            return;
        }

        var wanted = value == ')' ? '(' : value == ']' ? '[' : '{';
        for (var depth = 0; depth < SearchedBrackets && _open.TryPeek(out top) && tokens[top.Token].Kind == TokenKind.Open; depth++)
        {
            _open.Pop();
            tokens[top.Token] = tokens[top.Token] with { Match = tokens.Count };
            if (Is(top.Token, wanted))
            {
                Add(TokenKind.Close, _at, ++_at);
                return;
            }
        }

        Add(TokenKind.Sign, _at, ++_at);
    }

    private void CloseHole(byte value, int hole)
    {
        if (value != '}')
        {
            Add(TokenKind.Sign, _at, ++_at);
            return;
        }

        _open.Pop();
        var (_, form) = _open.Peek();
        var braces = form.IsDollarHole ? 1 : Math.Min(form.Hole, _text.Length - _at);
        tokens[hole] = tokens[hole] with { Match = tokens.Count };
        Add(TokenKind.HoleEnd, _at, _at + braces);
        _at += braces;
        ReadText(form);
    }

    private readonly bool FollowsValue() => tokens.Count > 0 && tokens[^1] is var last && (last.Kind is TokenKind.Number or TokenKind.TextEnd or TokenKind.Close
        || (last.Kind == TokenKind.Word && !_text[last.Start..last.End].SequenceEqual("return"u8)));

    private bool TryReadPattern()
    {
        var isClass = false;
        var most = Math.Min(_text.Length, _at + LongestPattern);
        for (var end = _at + 1; end < most && _text[end] != '\n'; end++)
        {
            var value = _text[end];
            isClass = value == '[' || (isClass && value != ']');
            end += value == '\\' ? 1 : 0;
            if (value == '/' && !isClass && end < most)
            {
                Add(TokenKind.Number, _at, end + 1);
                _at = end + 1;
                return true;
            }
        }

        return false;
    }

    private readonly bool Is(int token, char sign) => tokens[token].Kind == TokenKind.Open && _text[tokens[token].Start] == sign;

    private readonly void Add(TokenKind kind, int start, int end) => tokens.Add(new Token(kind, start, Math.Min(end, _text.Length), tokens.Count));
}
