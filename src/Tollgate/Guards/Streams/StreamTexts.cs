using System.Text.Json;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>
/// The texts of a stream's events. Pieces of a text that grows (a choice's content, a tool call's arguments) are put together in the order they
/// come, each text by itself; whatever else an event says is looked at where it stands.
/// </summary>
internal sealed class StreamTexts(SecurityScanner values, SecurityScanner? orders, bool isPrompt)
{
    /// <summary>Where nothing waits for the judgement, more text is judged at once.</summary>
    private const int PatientJudgedAfter = 2048;

    /// <summary>Shorter texts hold no credential.</summary>
    private const int ShortestValue = 8;

    /// <summary>Shorter texts hold no orders.</summary>
    private const int ShortestOrder = 12;
    private const int MostTexts = 16;
    private const int MostPieces = 32;

    private readonly List<(uint Key, StreamScanner Scanner, int Fed)> _texts = [];
    private Findings _data;
    private readonly Queue<(int End, int Text, int Fed)> _events = new();

    /// <summary>What was found in texts that a provider's own tools brought.</summary>
    public Findings Data => _data;

    /// <summary>How much of the bytes may go: the events up to the first of which a text is not judged yet.</summary>
    public int Released(int length)
    {
        while (_events.TryPeek(out var first) && _texts[first.Text].Scanner.Judged >= first.Fed)
        {
            _events.Dequeue();
        }

        return _events.TryPeek(out var waiting) ? waiting.End : length;
    }

    /// <summary>The first bytes have gone.</summary>
    public void Forget(int count)
    {
        for (var left = _events.Count; left > 0; left--)
        {
            var (start, text, fed) = _events.Dequeue();
            _events.Enqueue((start - count, text, fed));
        }
    }

    /// <summary>What was found in them was taken.</summary>
    public void ForgetData() => _data.Clear();

    /// <summary>Reads whole events.</summary>
    public void Read(ReadOnlySpan<byte> bytes, int offset, ref Findings found)
    {
        while (!bytes.IsEmpty)
        {
            var start = bytes.IndexOf((byte)'{');
            ScanValue(start < 0 ? bytes : bytes[..start], ref found);
            if (start < 0)
            {
                return;
            }

            var length = ReadEvent(bytes[start..], offset, ref found);
            bytes = bytes[(start + length)..];
            offset += start + length;
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Complete(ref Findings found)
    {
        foreach (var (_, scanner, _) in _texts)
        {
            scanner.Complete(ref found);
        }
    }

    /// <summary>Reads one JSON value; what is none is looked at as it stands.</summary>
    private int ReadEvent(ReadOnlySpan<byte> bytes, int offset, ref Findings found)
    {
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
                        ScanValue(reader.ValueSpan, ref found);
                        break;
                    case JsonTokenType.Number when name == StreamNames.Index:
                        place = Hash(place, reader.ValueSpan);
                        break;
                    case JsonTokenType.String when name > StreamNames.Index && count < MostPieces:
                        pieces[count++] = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, name);
                        break;
                    case JsonTokenType.String:
                        ScanValue(reader.ValueSpan, ref found);
                        break;
                }
            }
            while (reader.CurrentDepth > 0 || reader.TokenType != JsonTokenType.EndObject);
        }
        catch (JsonException)
        {
            ScanValue(bytes, ref found);
            return bytes.Length;
        }

        if (orders is not null && AnswerNames.MayHoldData(bytes[..(int)reader.BytesConsumed]))
        {
            ScanData(bytes[..(int)reader.BytesConsumed]);
        }

        foreach (var piece in pieces[..count])
        {
            Feed((place * 31) + piece.Name, bytes.Slice(piece.Start, piece.Length), offset, ref found);
        }

        return (int)reader.BytesConsumed;
    }

    /// <summary>An event of results: what strangers wrote is judged as that, not as the model's.</summary>
    private void ScanData(ReadOnlySpan<byte> happening)
    {
        var walk = new SourceWalk(happening, Source.Model);
        while (walk.Next())
        {
            if (walk.IsText && walk.Length >= ShortestOrder && SourceNames.IsSticky(walk.Source))
            {
                orders!.Scan(happening.Slice(walk.Start, walk.Length), walk.Source, ref _data);
            }
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

    private void ScanValue(ReadOnlySpan<byte> text, ref Findings found)
    {
        if (text.Length >= ShortestValue)
        {
            values.Scan(text, Source.Model, ref found);
        }
    }

    private void Feed(uint key, ReadOnlySpan<byte> piece, int offset, ref Findings found)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var index = Find(key);
        var (_, scanner, fed) = _texts[index];
        scanner.Push(piece, ref found);
        _texts[index] = (key, scanner, fed + piece.Length);
        if (isPrompt)
        {
            _events.Enqueue((offset, index, fed + piece.Length));
        }
    }

    private int Find(uint key)
    {
        for (var index = 0; index < _texts.Count; index++)
        {
            if (_texts[index].Key == key || index == MostTexts - 1)
            {
                return index;
            }
        }

        _texts.Add((key, new StreamScanner(values, Source.Model, isPrompt ? StreamScanner.JudgedAfter : PatientJudgedAfter), 0));
        return _texts.Count - 1;
    }
}
