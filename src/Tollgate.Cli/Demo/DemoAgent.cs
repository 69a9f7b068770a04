using Tollgate.Core;

namespace Tollgate.Cli.Demo;

/// <summary>One of the demo's agents: what it calls, and what it may spend.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dialect">The dialect it speaks.</param>
/// <param name="Model">The model it calls.</param>
/// <param name="Budget">Its hard budget a day, in dollars.</param>
/// <param name="RequestsPerMinute">Its rate limit; 0 = none.</param>
internal sealed record DemoAgent(string Name, Dialect Dialect, string Model, string Budget, int RequestsPerMinute)
{
    /// <summary>Calls each agent makes.</summary>
    public const int Calls = 9;

    /// <summary>The agents: three that fit their budgets, one whose budget is tight, one whose rate limit is.</summary>
    public static IReadOnlyList<DemoAgent> All { get; } =
    [
        new("coder", Dialect.Anthropic, "claude-sonnet-4-5", "5.00", 0),
        new("reviewer", Dialect.OpenAI, "gpt-5-mini", "2.00", 0),
        new("researcher", Dialect.Gemini, "gemini-2.5-flash", "1.00", 0),
        new("intern", Dialect.Anthropic, "claude-opus-4-5", "0.02", 0),
        new("nightly", Dialect.OpenAIResponses, "gpt-5-mini", "1.00", 5),
    ];

    /// <summary>Where its calls go.</summary>
    public string Path(bool streams) => Dialect switch
    {
        Dialect.Anthropic => "/v1/messages",
        Dialect.Gemini => $"/v1beta/models/{Model}:{(streams ? "streamGenerateContent?alt=sse" : "generateContent")}",
        Dialect.OpenAIResponses => "/v1/responses",
        _ => "/v1/chat/completions",
    };

    /// <summary>The body of a call.</summary>
    public string Body(bool streams, int number)
    {
        var stream = streams ? "true" : "false";
        var prompt = $"Step {number}: read the failing test, find its cause, and say in a few sentences what should change.";
        return Dialect switch
        {
            Dialect.Anthropic => $$"""{"model":"{{Model}}","max_tokens":300,"stream":{{stream}},"messages":[{"role":"user","content":"{{prompt}}"}]}""",
            Dialect.Gemini => $$"""{"contents":[{"role":"user","parts":[{"text":"{{prompt}}"}]}],"generationConfig":{"maxOutputTokens":300} }""",
            Dialect.OpenAIResponses => $$"""{"model":"{{Model}}","max_output_tokens":300,"stream":{{stream}},"input":"{{prompt}}"}""",
            _ => $$"""{"model":"{{Model}}","max_completion_tokens":300,"stream":{{stream}},"messages":[{"role":"user","content":"{{prompt}}"}]}""",
        };
    }
}
