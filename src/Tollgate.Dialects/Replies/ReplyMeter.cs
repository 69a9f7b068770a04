using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Replies.Reading;

namespace Tollgate.Dialects.Replies;

/// <summary>
/// Reads a provider's own report of what a call used, over the shoulder of the relay: one meter per attempt.
/// In streams the last value of each field wins and values are never summed. It never throws, whatever a provider sends.
/// </summary>
public sealed class ReplyMeter
{
    private readonly ReplyFindings _found = new();
    private readonly Surface _surface;
    private readonly UsageContainment _containment;
    private bool _isResolved;
    private TokenUsage _usage;
    private bool _isInconsistent;

    /// <summary>A meter for one attempt on a surface of a provider.</summary>
    public ReplyMeter(Surface surface, UsageContainment containment)
    {
        _surface = surface;
        _containment = containment;
        IsFree = surface is Surface.Moderations or Surface.CountTokens or Surface.GeminiCountTokens;
    }

    /// <summary>Whether cache writes whose lifetime the reply does not say were asked to live for an hour.</summary>
    public bool AsksForOneHourCache { get; init; }

    /// <summary>Whether the surface is never billed: counting tokens and moderation.</summary>
    public bool IsFree { get; }

    /// <summary>Whether the provider has reported usage; on free surfaces there is nothing to report.</summary>
    public bool HasUsage => IsFree || _found.Fields.Has(UsageField.Prompt) || _found.Fields.Has(UsageField.Completion)
        || _found.Fields.Has(UsageField.BilledInput) || _found.Fields.Has(UsageField.BilledOutput) || _found.Fields.Has(UsageField.SearchUnit)
        || _found.Fields.Has(UsageField.CacheHit) || _found.Fields.Has(UsageField.Page) || _found.Fields.Has(UsageField.AudioSecond);

    /// <summary>Whether the usage is the final one: reported together with or after the end of the model's answer.</summary>
    public bool IsUsageFinal { get; private set; }

    /// <summary>
    /// Whether the report says all that a bill stands on: every count in it can be read, both of its sides are there, and its total holds
    /// no more than its parts. Otherwise more may be owed than <see cref="Usage"/> shows.
    /// </summary>
    public bool IsUsageWhole =>
        IsFree || (!_found.Fields.HasUnreadable && !_found.Turns.HasUnreadable && HasBothSides(_found.Fields) && !IsTotalAbove(_found.Fields));

    /// <summary>The disjoint buckets as far as they are reported.</summary>
    public TokenUsage Usage
    {
        get
        {
            Resolve();
            return _usage;
        }
    }

    /// <summary>Whether reported numbers contradict each other; <see cref="Usage"/> is then the larger reading.</summary>
    public bool IsInconsistent
    {
        get
        {
            Resolve();
            return _isInconsistent;
        }
    }

    /// <summary>Whether something could not be read: broken JSON, a count that is none, an event over the size cap.</summary>
    public bool IsMalformed => _found.IsMalformed;

    /// <summary>Whether the reply carries an error of the provider.</summary>
    public bool HasError => _found.SawError;

    /// <summary>Whether the reply came to its own end: a whole body, or a stream's terminal event.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether anything of the model's answer was seen.</summary>
    public bool SawContent => _found.SawContent;

    /// <summary>Bytes of text, reasoning and tool arguments seen.</summary>
    public long OutputBytes => _found.OutputBytes;

    /// <summary>The service tier that served, in the provider's word.</summary>
    public string? ServedTier => _found.Tier.Read();

    /// <summary>The speed that served (Anthropic).</summary>
    public string? ServedSpeed => _found.Speed.Read();

    /// <summary>The region that served (Anthropic's inference_geo).</summary>
    public string? ServedRegion => _found.Region.Read();

    /// <summary>The model that served, in the provider's word.</summary>
    public string? ServedModel => _found.Model.Read();

    /// <summary>The id of the response, message or completion.</summary>
    public string? ObjectId => _found.ObjectId.Read();

    /// <summary>What else the reply made at the provider and later calls may name: output items, containers, files, speech.</summary>
    public IReadOnlyList<MadeObject> Made => _found.Made.All;

    /// <summary>Why the model stopped, in the provider's word; on Responses the reason of incompleteness, else the status.</summary>
    public string? FinishReason => _found.IncompleteReason.Read() ?? _found.FinishReason.Read();

    /// <summary>The provider's own cost in US dollars, read from the text: a second opinion.</summary>
    public decimal? ProviderCost => _found.Cost;

    /// <summary>What the provider behind an aggregator charged, in US dollars.</summary>
    public decimal? UpstreamCost => _found.UpstreamCost;

    internal ReplyFindings Found => _found;

    /// <summary>Reads a whole answer that is no event stream.</summary>
    public void ReadBody(ReadOnlySpan<byte> json)
    {
        _found.BeginEvent();
        var isRead = TryRead(json, default, isEvent: false);
        IsComplete = isRead;
        IsUsageFinal = isRead && HasUsage;
    }

    /// <summary>Reads one event: a server-sent event's name and data, or one element of a Gemini array stream.</summary>
    public void ReadEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        _found.BeginEvent();
        if (data.IsEmpty)
        {
            return;
        }

        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            _found.Event.IsTerminal = _surface is not Surface.GenerateContent;
        }
        else
        {
            TryRead(data, name, isEvent: true);
        }

        IsComplete |= _found.Event.IsTerminal || (_surface == Surface.GenerateContent && _found.SawFinish);
        IsUsageFinal |= HasUsage && (IsComplete || (_found.SawFinish && _found.Event.HasUsage));
    }

    /// <summary>An event was too large to be read.</summary>
    internal void MarkUnread() => _found.IsMalformed = true;

    private bool TryRead(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, bool isEvent)
    {
        _isResolved = false;
        var reader = new Utf8JsonReader(json, JsonRead.Options);
        try
        {
            reader.Read();
            Read(ref reader, name, isEvent);
            while (reader.Read())
            {
                // Only the reader's own checks for trailing data remain.
            }

            return true;
        }
        catch (JsonException)
        {
            _found.IsMalformed = true;
        }
        catch (InvalidOperationException)
        {
            // Text that is not UTF-8.
            _found.IsMalformed = true;
        }

        return false;
    }

    private void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, bool isEvent)
    {
        switch (_surface)
        {
            case Surface.Responses when isEvent:
                ResponsesReader.ReadEvent(ref reader, name, _containment, _found);
                break;
            case Surface.Responses:
                ResponsesReader.ReadBody(ref reader, _containment, _found);
                break;
            case Surface.Messages when isEvent:
                MessagesReader.ReadEvent(ref reader, name, _found);
                break;
            case Surface.Messages:
                MessagesReader.ReadBody(ref reader, _found);
                break;
            case Surface.GenerateContent or Surface.EmbedContent or Surface.BatchEmbedContents:
                GeminiReader.ReadBody(ref reader, _found);
                break;
            default:
                ReadOther(ref reader);
                break;
        }
    }

    private void ReadOther(ref Utf8JsonReader reader)
    {
        if (IsFree)
        {
            reader.Skip();
            return;
        }

        ChatReader.Read(ref reader, _found);
    }

    private void Resolve()
    {
        if (_isResolved)
        {
            return;
        }

        _isResolved = true;
        var isGemini = _surface is Surface.GenerateContent or Surface.EmbedContent or Surface.BatchEmbedContents;
        var open = isGemini ? Beside.Reasoning | Beside.Cache : Beside.All;
        var declared = Declared(isGemini);
        var fields = _found.Fields;
        _usage = UsageReading.Resolve(fields, declared, open, _containment.Quirks, out _isInconsistent);
        if (!_found.Turns.IsEmpty)
        {
            UsageSum.Add(ref _usage, UsageReading.Resolve(_found.Turns, declared, open, _containment.Quirks, out var isOdd));
            _isInconsistent |= isOdd || _found.HasForeignTurn;
        }

        AddPieces();
    }

    private bool HasBothSides(in UsageFields fields)
    {
        if (_surface is not (Surface.ChatCompletions or Surface.Completions or Surface.Messages or Surface.Responses or Surface.GenerateContent))
        {
            return true;
        }

        var hasInput = fields.Has(UsageField.Prompt) || fields.Has(UsageField.BilledInput) || fields.Has(UsageField.CacheHit);
        return hasInput && (fields.Has(UsageField.Completion) || fields.Has(UsageField.BilledOutput) || !_found.SawContent);
    }

    private bool IsTotalAbove(in UsageFields fields) =>
        IsInconsistent && fields.Has(UsageField.Total) && fields[UsageField.Total] > _usage.TotalInput + _usage.TotalOutput;

    private Beside Declared(bool isGemini)
    {
        var isCacheBeside = _containment.Has(UsageQuirks.CacheOutside) || (_surface == Surface.Messages && !_containment.Has(UsageQuirks.CacheInside));
        var beside = isCacheBeside ? Beside.Cache : Beside.None;
        beside |= isGemini || _containment.Has(UsageQuirks.ReasoningOutside) ? Beside.Reasoning : Beside.None;
        return beside | (_containment.Has(UsageQuirks.AudioOutside) ? Beside.Audio : Beside.None);
    }

    private void AddPieces()
    {
        var hasOwnSearchCount = _found.Fields.Has(UsageField.WebSearch);
        var searches = _usage[Unit.WebSearch];
        ToolTally.Write(_found.StreamedTools, _found.FinalTools, ref _usage);
        _usage[Unit.WebSearch] = hasOwnSearchCount ? searches : _usage[Unit.WebSearch];
        var queries = _found.Grounding.Queries;
        _usage[Unit.Grounding] = _containment.Has(UsageQuirks.GroundingPerPrompt) ? Math.Min(queries, 1) : queries;
        if (AsksForOneHourCache && !_found.Fields.Has(UsageField.CacheWrite5m) && !_found.Fields.Has(UsageField.CacheWrite1h))
        {
            _usage[Unit.CacheWrite1h] += _usage[Unit.CacheWrite5m];
            _usage[Unit.CacheWrite5m] = 0;
        }
    }
}
