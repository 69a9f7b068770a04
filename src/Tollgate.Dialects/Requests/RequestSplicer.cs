using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>Adds the edits that a surface's known values need. One call of each per attempt, on fresh <see cref="Splices"/>.</summary>
public static class RequestSplicer
{
    /// <summary>
    /// Writes the name that the upstream knows the model by: over the body's own, or as a new member where the path named the model and the
    /// body did not. On Gemini the path goes on naming it, and this does nothing.
    /// </summary>
    public static void SetModel(ref Splices splices, Surface surface, in RequestFacts facts, ReadOnlySpan<byte> upstreamModel)
    {
        if (surface >= Surface.GenerateContent)
        {
            return;
        }

        var text = new SpliceText();
        if (facts.Model != Slice.None)
        {
            text.AddEscaped(upstreamModel);
            splices.Replace(facts.Model, text.Bytes);
            return;
        }

        text.Add("\"model\":\""u8);
        text.AddEscaped(upstreamModel);
        text.Add("\""u8);
        Insert(ref splices, facts.InsertAt, facts.IsEmptyObject, text.Bytes);
    }

    /// <summary>
    /// Sees to it that the call carries an output limit of at most <paramref name="tokens"/>: a larger one is lowered, where none is
    /// set the field is added, a smaller one stays. When a Chat body sets both fields, both are lowered.
    /// </summary>
    /// <param name="splices">Takes the edits.</param>
    /// <param name="surface">The surface.</param>
    /// <param name="facts">What was read of the body.</param>
    /// <param name="field">Chat Completions: the field that the provider enforces, from the catalogue. Other surfaces have one of their own.</param>
    /// <param name="tokens">The limit.</param>
    public static void SetOutputLimit(ref Splices splices, Surface surface, in RequestFacts facts, OutputLimitField field, long tokens)
    {
        switch (surface)
        {
            case Surface.ChatCompletions when field == OutputLimitField.MaxCompletionTokens:
                Lower(ref splices, facts.MaxTokens, tokens);
                SetMember(ref splices, facts, facts.MaxCompletionTokens, "max_completion_tokens"u8, tokens, isCarried: facts.MaxTokens.HasLimit);
                break;
            case Surface.ChatCompletions:
                Lower(ref splices, facts.MaxCompletionTokens, tokens);
                SetMember(ref splices, facts, facts.MaxTokens, "max_tokens"u8, tokens, isCarried: false);
                break;
            case Surface.Completions or Surface.Messages:
                SetMember(ref splices, facts, facts.MaxTokens, "max_tokens"u8, tokens, isCarried: false);
                break;
            case Surface.Responses:
                SetMember(ref splices, facts, facts.MaxOutputTokens, "max_output_tokens"u8, tokens, isCarried: false);
                break;
            case Surface.GenerateContent:
                SetGenerationConfig(ref splices, facts, tokens);
                break;
            default:
                break;
        }
    }

    /// <summary>Has a Chat or Completions stream end with its usage. Other surfaces report it by themselves.</summary>
    public static void AskForUsage(ref Splices splices, Surface surface, in RequestFacts facts)
    {
        if (facts.AsksForUsage || surface is not (Surface.ChatCompletions or Surface.Completions))
        {
            return;
        }

        if (!facts.IncludeUsage.IsEmpty)
        {
            splices.Replace(facts.IncludeUsage, "true"u8);
        }
        else if (facts.StreamOptions.IsEmpty)
        {
            Insert(ref splices, facts.InsertAt, facts.IsEmptyObject, "\"stream_options\":{\"include_usage\":true}"u8);
        }
        else if (facts.StreamOptionsIsEmpty)
        {
            splices.Replace(facts.StreamOptions, "{\"include_usage\":true}"u8);
        }
        else
        {
            Insert(ref splices, facts.StreamOptions.Start + 1, isEmpty: false, "\"include_usage\":true"u8);
        }
    }

    /// <summary>
    /// Bounds how often Responses may call its built-in tools: a larger limit is lowered, where none is set it is added. Makes a call
    /// with such tools bounded that otherwise is not.
    /// </summary>
    public static void SetMaxToolCalls(ref Splices splices, in RequestFacts facts, long calls) =>
        SetMember(ref splices, facts, facts.MaxToolCalls, "max_tool_calls"u8, calls, isCarried: false);

    private static void SetGenerationConfig(ref Splices splices, in RequestFacts facts, long tokens)
    {
        if (facts.MaxOutputTokens.IsPresent)
        {
            SetMember(ref splices, facts, facts.MaxOutputTokens, default, tokens, isCarried: false);
            return;
        }

        var text = new SpliceText();
        if (facts.GenerationConfig.IsEmpty)
        {
            text.Add(facts.UsesSnakeCase ? "\"generation_config\":{"u8 : "\"generationConfig\":{"u8);
            AddOutputLimit(ref text, facts, tokens);
            text.Add("}"u8);
            Insert(ref splices, facts.InsertAt, facts.IsEmptyObject, text.Bytes);
        }
        else if (facts.GenerationConfigIsEmpty)
        {
            text.Add("{"u8);
            AddOutputLimit(ref text, facts, tokens);
            text.Add("}"u8);
            splices.Replace(facts.GenerationConfig, text.Bytes);
        }
        else
        {
            AddOutputLimit(ref text, facts, tokens);
            Insert(ref splices, facts.GenerationConfig.Start + 1, isEmpty: false, text.Bytes);
        }
    }

    private static void AddOutputLimit(ref SpliceText text, in RequestFacts facts, long tokens)
    {
        text.Add(facts.UsesSnakeCase ? "\"max_output_tokens\":"u8 : "\"maxOutputTokens\":"u8);
        text.Add(tokens);
    }

    private static void SetMember(ref Splices splices, in RequestFacts facts, LimitSlot slot, ReadOnlySpan<byte> name, long tokens, bool isCarried)
    {
        if (slot.HasLimit || isCarried)
        {
            Lower(ref splices, slot, tokens);
            return;
        }

        var text = new SpliceText();
        if (slot.IsPresent)
        {
            text.Add(tokens);
            splices.Replace(slot.Where, text.Bytes);
            return;
        }

        text.Add("\""u8);
        text.Add(name);
        text.Add("\":"u8);
        text.Add(tokens);
        Insert(ref splices, facts.InsertAt, facts.IsEmptyObject, text.Bytes);
    }

    private static void Lower(ref Splices splices, LimitSlot slot, long tokens)
    {
        if (!slot.HasLimit || slot.Tokens <= tokens)
        {
            return;
        }

        var text = new SpliceText();
        text.Add(tokens);
        splices.Replace(slot.Where, text.Bytes);
    }

    /// <summary>A new first member. Into an empty object it goes alone, and a second one there gets its comma in front.</summary>
    private static void Insert(ref Splices splices, int at, bool isEmpty, ReadOnlySpan<byte> member)
    {
        var text = new SpliceText();
        text.Add(isEmpty && splices.HasInsertAt(at) ? ","u8 : default);
        text.Add(member);
        text.Add(isEmpty ? default : ","u8);
        splices.Insert(at, text.Bytes);
    }
}
