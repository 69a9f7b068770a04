using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Guards.Redacting;

namespace Tollgate.ModelCalls;

/// <summary>What step 2 read: the body, the facts about it, the model's name as asked.</summary>
internal sealed class CallRequest(LineRoute route, RequestBody body, string? query) : IDisposable
{
    /// <summary>Real names stay below; the name goes into rows and refusals, so it is no place for a text.</summary>
    private const int LongestModel = 256;

    private RequestFacts _facts;

    /// <summary>The route.</summary>
    public LineRoute Route => route;

    /// <summary>The body.</summary>
    public RequestBody Body => body;

    /// <summary>The facts; offsets into the body.</summary>
    public ref RequestFacts Facts => ref _facts;

    /// <summary>The client's query string.</summary>
    public string? Query => query;

    /// <summary>The model's name as the client wrote it.</summary>
    public string Model { get; private set; } = string.Empty;

    /// <summary>The account that holds the provider objects which the body names; null when it names none.</summary>
    public string? Holder { get; set; }

    /// <summary>What a guard took out of the body and is put back into the answer; null for nothing.</summary>
    public Placeholders? Restored { get; set; }

    /// <summary>Whether the answer comes as a stream.</summary>
    public bool IsStream => route.Streams || _facts.Stream;

    /// <summary>Reads the body of a surface; null, or the refusal that says what is wrong and where.</summary>
    public Refusal? Read()
    {
        var fault = RequestReader.TryRead(route.Surface, body.Span, ref _facts, out var where);
        if (fault != RequestFault.None && !(fault == RequestFault.MissingModel && route.Model is not null))
        {
            return RequestFaults.Refuse(fault, where, body.Span);
        }

        if (route.Model is null && _facts.Model.IsEmpty)
        {
            return new Refusal(RefusalCode.InvalidRequest, "The body names no model.") { Step = "read", Parameter = "model" };
        }

        Model = route.Model ?? RawText.Read(_facts.Model.Of(body.Span));
        return Model.Length > LongestModel
            ? new Refusal(RefusalCode.InvalidRequest, $"The model's name is longer than {LongestModel} characters.") { Step = "read", Parameter = "model" }
            : OtherModels();
    }

    /// <summary>Goes on with another body: what a guard left of the one that came. Null, or the refusal when it cannot be read any more.</summary>
    public Refusal? Replace(byte[] rewritten)
    {
        body.Dispose();
        body = RequestBody.Of(rewritten);
        return route.Action == LineAction.Call ? Read() : null;
    }

    /// <summary>Rights, prices and budgets know one model: a body that lets the provider answer with another one is refused.</summary>
    private Refusal? OtherModels()
    {
        if (!_facts.AlternativeModels.IsEmpty)
        {
            return new Refusal(RefusalCode.InvalidRequest, "The body names other models that the provider may answer with.") { Step = "read", Parameter = "models", Help = "Name one model." };
        }

        if (_facts.BodyModel.IsEmpty || route.Model is null)
        {
            return null;
        }

        var named = RawText.Read(_facts.BodyModel.Of(body.Span));
        return named == route.Model || named == $"models/{route.Model}" ? null
            : new Refusal(RefusalCode.InvalidRequest, $"The path names the model '{route.Model}', the body another one.") { Step = "read", Parameter = "model" };
    }

    /// <inheritdoc/>
    public void Dispose() => body.Dispose();
}
