using System.Text.Json;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Scanning;
using Tollgate.Guards.Tools;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>
/// The texts of a stream's events. Pieces of a text that grows (a choice's content, a tool call's arguments) are put together in the order they
/// come, each text by itself; whatever else an event says is looked at where it stands.
/// </summary>
/// <param name="policy">What holds.</param>
/// <param name="scans">What texts are looked through for.</param>
/// <param name="holds">Whether an event waits until its texts are judged.</param>
/// <param name="restored">What is put back; null for nothing.</param>
/// <param name="buffer">What waits.</param>
internal sealed class StreamTexts(GuardPolicy policy, StreamScans scans, bool holds, Placeholders? restored, StreamBuffer buffer)
{
    /// <summary>Where nothing waits for the judgement, more text is judged at once.</summary>
    private const int PatientJudgedAfter = 2048;

    /// <summary>Shorter texts hold no credential.</summary>
    private const int ShortestValue = 8;

    /// <summary>Shorter texts hold no orders.</summary>
    private const int ShortestOrder = 12;
    /// <summary>Shorter arguments hold nothing that does harm.</summary>
    private const int ShortestArgument = 6;
    private const int MostTexts = 16;
    private const int MostPieces = 32;

    private readonly List<GrowingText> _texts = [];
    private readonly bool _waits = holds || restored is not null;
    private Findings _scratch;

    /// <summary>What was found since it was last taken.</summary>
    public List<StreamFinding> Found { get; } = [];

    /// <summary>How many tools the model has called.</summary>
    public int ToolCalls { get; private set; }

    /// <summary>How much of the bytes may go: the events up to the first of which a text is not settled yet.</summary>
    public int Released()
    {
        var released = buffer.Length;
        foreach (var text in _texts)
        {
            released = Math.Min(released, text.Waiting(holds) ?? released);
        }

        return released;
    }

    /// <summary>The first bytes have gone.</summary>
    public void Forget(int count)
    {
        if (_waits && count > 0)
        {
            foreach (var text in _texts)
            {
                text.Forget(count);
            }
        }
    }

    /// <summary>Reads whole events from a place in the bytes on.</summary>
    public void Read(int from)
    {
        while (from < buffer.Length)
        {
            var bytes = buffer.Span;
            var start = from + Math.Max(0, bytes[from..].IndexOfAnyExcept((byte)'\n', (byte)'\r'));
            var brace = bytes[start..].IndexOf((byte)'{');
            ScanValue(start, brace < 0 ? bytes.Length : start + brace, isJson: false);
            from = brace < 0 ? bytes.Length : ReadEvent(start + brace, start);
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Complete()
    {
        foreach (var text in _texts)
        {
            _scratch.Clear();
            text.Complete(ref _scratch);
            Take(text, Source.Model, 0);
        }
    }

    /// <summary>Reads one JSON value; what is none is looked at as it stands. The place behind it.</summary>
    private int ReadEvent(int start, int eventStart)
    {
        var bytes = buffer.Span[start..];
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        Span<(int Start, int Length, uint Name)> pieces = stackalloc (int, int, uint)[MostPieces];
        var (count, place, name) = (0, 0u, 0u);
        try
        {
            do
            {
                reader.Read();
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = StreamNames.Of(reader.ValueSpan);
                        ScanToken(reader, start);
                        break;
                    case JsonTokenType.Number when name == StreamNames.Index:
                        place = Hash(place, reader.ValueSpan);
                        break;
                    case JsonTokenType.String when name > StreamNames.Index && count < MostPieces:
                        pieces[count++] = (start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, name);
                        break;
                    case JsonTokenType.String:
                        ScanToken(reader, start);
                        break;
                }
            }
            while (reader.CurrentDepth > 0 || reader.TokenType != JsonTokenType.EndObject);
        }
        catch (JsonException)
        {
            ScanValue(start, buffer.Length, isJson: false);
            return buffer.Length;
        }

        var end = start + (int)reader.BytesConsumed;
        ScanData(start, end);
        var calls = StreamNames.IsOfCall(buffer.Span[start..end]);
        foreach (var piece in pieces[..count])
        {
            Feed(calls, (place * 31) + piece.Name, StreamNames.IsArguments(piece.Name), new TextPiece(0, piece.Start, piece.Length, eventStart));
        }

        return end;
    }

    /// <summary>
    /// An event of results: what strangers wrote is judged as that, not as the model's. An event with a call of a tool: whether it may be called,
    /// and what it is asked for where that comes at once.
    /// </summary>
    private void ScanData(int start, int end)
    {
        var happening = buffer.Span[start..end];
        var mayHoldData = scans.Orders is not null && AnswerNames.MayHoldData(happening);
        var mayCall = policy.OfArguments.Length > 0 && AnswerNames.MayCall(happening);
        if (!mayHoldData && !mayCall)
        {
            return;
        }

        var walk = new SourceWalk(happening, Source.Model, mayCall);
        while (walk.Next())
        {
            if (mayCall && walk.Kind != TextKind.Plain)
            {
                ScanCall(happening, walk, start);
            }
            else if (mayHoldData)
            {
                ScanOrders(happening, walk, start);
            }
        }
    }

    private void ScanOrders(ReadOnlySpan<byte> happening, in SourceWalk walk, int start)
    {
        if (walk.IsText && walk.Length >= ShortestOrder && SourceNames.IsSticky(walk.Source))
        {
            _scratch.Clear();
            scans.Orders!.Scan(happening.Slice(walk.Start, walk.Length), walk.Source, ref _scratch);
            Take(null, walk.Source, start + walk.Start);
        }
    }

    private void ScanCall(ReadOnlySpan<byte> happening, in SourceWalk walk, int start)
    {
        var text = happening.Slice(walk.Start, walk.Length);
        if (walk.Kind == TextKind.ToolName)
        {
            ToolCalls += StreamNames.IsRepeated(happening) ? 0 : 1;
            if (!ToolList.Allows(policy.Of(GuardThreat.ToolAbuse, Source.Model).Details, text))
            {
                Found.Add(new StreamFinding(new Finding(ToolRules.NotAllowed, Severity.High, 1, 0, text.Length, IsHidden: false), Source.Model, null, start + walk.Start));
            }
        }
        else if (text.Length >= ShortestArgument && !StreamNames.IsArguments(StreamNames.Of(walk.MemberName)))
        {
            _scratch.Clear();
            scans.Bare.Scan(text, Source.Model, policy.OfArguments, ref _scratch);
            Take(null, Source.Model, start + walk.Start);
        }
    }

    private static uint Hash(uint place, ReadOnlySpan<byte> number)
    {
        foreach (var digit in number)
        {
            place = (place * 31) + digit;
        }

        return place;
    }

    private void ScanToken(in Utf8JsonReader reader, int offset)
    {
        var start = offset + (int)reader.TokenStartIndex + 1;
        ScanValue(start, start + reader.ValueSpan.Length, isJson: true);
    }

    private void ScanValue(int start, int end, bool isJson)
    {
        if (end - start < ShortestValue)
        {
            return;
        }

        if (scans.Values is { } values)
        {
            _scratch.Clear();
            values.Scan(buffer.Span[start..end], Source.Model, policy.Own, ref _scratch);
            Take(null, Source.Model, start);
        }

        if (restored is not null)
        {
            Restore(start, end, isJson);
        }
    }

    private void Restore(int start, int end, bool isJson)
    {
        var names = new PlaceholderReader(restored!);
        var text = buffer.Span[start..end];
        var depth = !isJson ? 0 : Restoring.IsObject(text) ? 2 : 1;
        for (var at = 0; at < text.Length; at++)
        {
            if (names.Next(text[at], out var from) is { } value)
            {
                buffer.Replace(start + from, start + at + 1, JsonInside.Write(value, depth));
            }
        }
    }

    private void Feed(bool isCall, uint key, bool isArguments, TextPiece piece)
    {
        if (piece.Length == 0)
        {
            return;
        }

        var text = Find(key, isArguments, isCall || isArguments);
        _scratch.Clear();
        text.Feed(buffer.Span.Slice(piece.Start, piece.Length), _waits ? piece : null, buffer, ref _scratch);
        Take(text, Source.Model, 0);
    }

    private void Take(GrowingText? text, Source source, int offset)
    {
        foreach (var finding in _scratch.Items)
        {
            Found.Add(new StreamFinding(finding, source, text, offset));
        }
    }

    private GrowingText Find(uint key, bool isArguments, bool isCall)
    {
        for (var index = 0; index < _texts.Count; index++)
        {
            if (_texts[index].Key == key || index == MostTexts - 1)
            {
                return _texts[index];
            }
        }

        var own = isCall ? policy.OfStreamedArguments : policy.OfStreamedWords;
        var engine = scans.Values ?? (own.Length > 0 ? scans.Bare : null);
        var scanner = engine is null ? null : new StreamScanner(engine, Source.Model, holds ? StreamScanner.JudgedAfter : PatientJudgedAfter, own);
        _texts.Add(new GrowingText(key, isArguments, scanner, restored is null ? null : new PlaceholderReader(restored)));
        return _texts[^1];
    }
}
