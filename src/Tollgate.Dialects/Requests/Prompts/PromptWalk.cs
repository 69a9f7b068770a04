using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Requests.Reading;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>Walks a body once and cuts it into parts and a head.</summary>
internal ref struct PromptWalk
{
    private readonly PromptKey _key;
    private readonly Surface _surface;
    private readonly ref readonly RequestFacts _facts;
    private JsonCursor _cursor;
    private PartList _parts;
    private PromptHash _head;
    private bool _hasTools;
    private bool _hasSystem;

    public PromptWalk(Surface surface, ReadOnlySpan<byte> body, in RequestFacts facts, Span<PromptPart> parts, PromptKey key)
    {
        _key = key;
        _surface = surface;
        _facts = ref facts;
        _cursor = new JsonCursor(body, surface == Surface.GenerateContent ? FieldNames.Gemini : FieldNames.Plain);
        _parts = new PartList(parts);
        _head = new PromptHash(key);
    }

    /// <summary>How many parts there are, or -1 when they do not fit.</summary>
    public int Run(out UInt128 head)
    {
        _cursor.Read();
        var seen = default(FieldSet);
        while (_cursor.NextField(ref seen, out var field))
        {
            ReadMember(field);
        }

        _head.Add((_hasTools ? 1UL : 0) | (_hasSystem ? 2UL : 0));
        head = _head.Digest;
        return _parts.IsFull || _cursor.Fault != RequestFault.None ? -1 : _parts.Count;
    }

    private void ReadMember(Field field)
    {
        switch (field)
        {
            case Field.Messages or Field.Contents:
            case Field.Input when _surface == Surface.Responses:
                ReadList(isMessages: true);
                break;
            case Field.Tools or Field.Functions:
                _hasTools |= ReadList(isMessages: false);
                break;
            case Field.System or Field.Instructions:
                _hasSystem |= ReadList(isMessages: false);
                break;
            case Field.SystemInstruction:
                _hasSystem = true;
                ReadMessage(isMessage: false);
                break;
            default:
                ReadHead();
                break;
        }
    }

    private void ReadHead()
    {
        if (HeadNames.Ignored.Find(_cursor.Name.Of(_cursor.Body)))
        {
            _cursor.Skip();
            return;
        }

        AddName(ref _head);
        _head.Add(_cursor.Value().Of(_cursor.Body));
    }

    /// <summary>Each element of a list is a part, or a message of parts; a text alone is one part. Answers whether there was anything.</summary>
    private bool ReadList(bool isMessages)
    {
        var before = _parts.Count;
        if (_cursor.Token != JsonTokenType.StartArray)
        {
            ReadBlock(isMessages);
            return true;
        }

        while (_cursor.NextElement())
        {
            if (isMessages && _cursor.Token == JsonTokenType.StartObject)
            {
                ReadMessage(isMessage: true);
            }
            else
            {
                ReadBlock(isMessages);
            }
        }

        return _parts.Count > before;
    }

    /// <summary>A message: its blocks, and a frame of everything else. All of them carry its role.</summary>
    private void ReadMessage(bool isMessage)
    {
        var start = _cursor.Start;
        var first = _parts.Count;
        var frame = new FrameState { Hash = new PromptHash(_key), IsSteady = true };
        if (!_cursor.EnterObject())
        {
            ReadBlock(isMessage);
            return;
        }

        var seen = default(FieldSet);
        while (_cursor.NextField(ref seen, out var field))
        {
            ReadMessageMember(ref frame, field, isMessage);
        }

        var whole = new Slice(start, _cursor.Consumed - start);
        AddFrame(frame, whole, first, isMessage);
        for (var i = first; i < _parts.Count; i++)
        {
            _parts[i] = _parts[i] with { Hash = WithRole(_parts[i].Hash, frame.Role, isMessage) };
        }
    }

    private void ReadMessageMember(ref FrameState frame, Field field, bool isMessage)
    {
        switch (field)
        {
            case Field.Role:
                frame.Role = _cursor.Value();
                break;
            case Field.CacheControl:
                _cursor.Skip();
                break;
            case Field.Content or Field.Parts when _cursor.Token == JsonTokenType.StartArray:
                while (_cursor.NextElement())
                {
                    ReadBlock(isMessage);
                }

                break;
            default:
                frame.IsSteady &= IsSteady(field);
                AddMember(ref frame.Hash, field);
                break;
        }
    }

    private void AddFrame(in FrameState frame, Slice whole, int first, bool isMessage)
    {
        var media = PartMedia.Of(_cursor.Body, whole, _facts, _surface);
        var bytes = media.TextBytes;
        for (var i = first; i < _parts.Count; i++)
        {
            media.Take(_parts[i]);
            bytes -= _parts[i].Bytes;
        }

        _parts.Add(media.Part(frame.Hash.Digest, bytes, isMessage, isMessage && (_facts.ClearsContext || !frame.IsSteady)));
    }

    private void ReadBlock(bool isMessage)
    {
        var start = _cursor.Start;
        var hash = new PromptHash(_key);
        var isSteady = true;
        if (_cursor.Token == JsonTokenType.StartObject)
        {
            isSteady = AddObject(ref hash);
        }
        else
        {
            hash.Add(_cursor.Value().Of(_cursor.Body));
        }

        var whole = new Slice(start, _cursor.Consumed - start);
        var media = PartMedia.Of(_cursor.Body, whole, _facts, _surface);
        var digest = WithRole(hash.Digest, Slice.None, isMessage);
        _parts.Add(media.Part(digest, media.TextBytes, isMessage, isMessage && (_facts.ClearsContext || !isSteady)));
    }

    /// <summary>Adds an object's members but `cache_control`; answers whether it is of a kind that always counts.</summary>
    private bool AddObject(ref PromptHash hash)
    {
        var isSteady = true;
        var seen = default(FieldSet);
        hash.Add("{"u8);
        while (_cursor.NextField(ref seen, out var field))
        {
            if (field == Field.CacheControl)
            {
                _cursor.Skip();
                continue;
            }

            isSteady &= IsSteady(field);
            AddMember(ref hash, field);
        }

        hash.Add("}"u8);
        return isSteady;
    }

    private void AddMember(ref PromptHash hash, Field field)
    {
        AddName(ref hash);
        if (field != Field.Content || _cursor.Token != JsonTokenType.StartArray)
        {
            hash.Add(_cursor.Value().Of(_cursor.Body));
            return;
        }

        hash.Add("["u8);
        while (_cursor.NextElement())
        {
            if (_cursor.Token == JsonTokenType.StartObject)
            {
                AddObject(ref hash);
            }
            else
            {
                hash.Add(_cursor.Value().Of(_cursor.Body));
            }
        }

        hash.Add("]"u8);
    }

    private readonly bool IsSteady(Field field) => field == Field.Type
        ? _cursor.Token == JsonTokenType.String && SteadyTypes.Names.Find(_cursor.Body.Slice(_cursor.Start + 1, _cursor.Consumed - _cursor.Start - 2))
        : !SteadyTypes.ReasoningMembers.Find(_cursor.Name.Of(_cursor.Body));

    /// <summary>With its quotes, so that no name reads like a bracket.</summary>
    private readonly void AddName(ref PromptHash hash) => hash.Add(_cursor.Body.Slice(_cursor.Name.Start - 1, _cursor.Name.Length + 2));

    private readonly UInt128 WithRole(UInt128 digest, Slice role, bool isMessage)
    {
        var hash = new PromptHash(_key);
        hash.Add(digest);
        hash.Add(isMessage ? 1UL : 0);
        hash.Add(role.Of(_cursor.Body));
        return hash.Digest;
    }

    private struct FrameState
    {
        public PromptHash Hash;
        public Slice Role;
        public bool IsSteady;
    }
}
