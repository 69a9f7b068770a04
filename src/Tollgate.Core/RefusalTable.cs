namespace Tollgate.Core;

/// <summary>One row of the table of refusals: the source of docs/errors.md.</summary>
/// <param name="Code">The code.</param>
/// <param name="Wire">The name on the wire.</param>
/// <param name="OpenAIStatus">HTTP status on OpenAI surfaces other than Responses.</param>
/// <param name="ResponsesStatus">HTTP status on OpenAI Responses.</param>
/// <param name="AnthropicStatus">HTTP status on Anthropic surfaces.</param>
/// <param name="AnthropicType">The `error.type` Anthropic clients expect.</param>
/// <param name="GeminiStatus">HTTP status on Gemini surfaces.</param>
/// <param name="GeminiType">The canonical status name Gemini clients expect.</param>
/// <param name="CanRetry">Whether the same request can succeed later without a change by a person.</param>
/// <param name="Meaning">One sentence: when it happens.</param>
/// <param name="WhatHelps">One sentence: what to do.</param>
public sealed record RefusalRow(
    RefusalCode Code,
    string Wire,
    int OpenAIStatus,
    int ResponsesStatus,
    int AnthropicStatus,
    string AnthropicType,
    int GeminiStatus,
    string GeminiType,
    bool CanRetry,
    string Meaning,
    string WhatHelps);

/// <summary>Every refusal with its status and name in each dialect (CONTRACT 5).</summary>
public static class RefusalTable
{
    /// <summary>All rows, in the order of <see cref="RefusalCode"/>.</summary>
    public static IReadOnlyList<RefusalRow> Rows { get; } =
    [
        Same(RefusalCode.Unauthorized, "unauthorized", 401, "authentication_error", "UNAUTHENTICATED", false,
            "No gateway key, an unknown one, or two different ones in one request.", "Send one Tollgate key; `tollgate keys create NAME` makes one."),
        Same(RefusalCode.KeyRevoked, "key_revoked", 403, "permission_error", "PERMISSION_DENIED", false,
            "The key is known, but revoked or expired.", "Ask for a new key: `tollgate keys create NAME`."),
        Same(RefusalCode.Forbidden, "forbidden", 403, "permission_error", "PERMISSION_DENIED", false,
            "The key may not use this route.", "Ask the key's owner for the right, or use another key."),
        Same(RefusalCode.NotFound, "not_found", 404, "not_found_error", "NOT_FOUND", false,
            "There is no such route or resource, or it belongs to somebody else.", "Check the path and the id."),
        Same(RefusalCode.ModelNotFound, "model_not_found", 404, "not_found_error", "NOT_FOUND", false,
            "No provider is known for the model name, or more than one.", "`tollgate models list` shows the names; `PROVIDER/MODEL` chooses one."),
        Same(RefusalCode.ModelNotAllowed, "model_not_allowed", 403, "permission_error", "PERMISSION_DENIED", false,
            "The key's list of models does not hold the model that would be served.", "Use a model that `tollgate me` lists, or ask for the right."),
        Same(RefusalCode.InvalidRequest, "invalid_request", 400, "invalid_request_error", "INVALID_ARGUMENT", false,
            "The request cannot be read, or could be read in two ways.", "Send well-formed JSON with each field once."),
        Same(RefusalCode.RequestTooLarge, "request_too_large", 413, "request_too_large", "INVALID_ARGUMENT", false,
            "The body is larger than `limits.max_body_bytes`.", "Send less, or raise the setting."),
        Same(RefusalCode.UnsupportedMedia, "unsupported_media", 415, "invalid_request_error", "INVALID_ARGUMENT", false,
            "The body's encoding is not one the gateway reads.", "Send the body uncompressed, or as gzip or br."),
        Same(RefusalCode.RateLimited, "rate_limited", 429, "rate_limit_error", "RESOURCE_EXHAUSTED", true,
            "A request, token or parallel limit is reached.", "Wait for Retry-After; without it, for `resets_at` in the body."),
        new(RefusalCode.BudgetExceeded, "budget_exceeded", 400, 400, 402, "billing_error", 400, "FAILED_PRECONDITION", false,
            "A hard budget is spent, or no smaller call fits into what is left.", "Wait for `resets_at`, or ask for `tollgate budgets raise`."),
        Same(RefusalCode.BudgetHeld, "budget_held", 429, "rate_limit_error", "RESOURCE_EXHAUSTED", true,
            "Money that other calls hold is in the way.", "Retry after Retry-After: their unused part comes back."),
        Same(RefusalCode.CostUnbounded, "cost_unbounded", 400, "invalid_request_error", "FAILED_PRECONDITION", false,
            "The request has no upper bound of cost, so a hard budget cannot allow it.", "Set a limit on the named field, or use a key without a hard budget."),
        Same(RefusalCode.PriceUnknown, "price_unknown", 400, "invalid_request_error", "FAILED_PRECONDITION", false,
            "The model has no price, so a hard budget cannot allow it.", "`tollgate models price ID --input X --output Y` sets one."),
        Same(RefusalCode.RouteDenied, "route_denied", 403, "permission_error", "PERMISSION_DENIED", false,
            "The provider route is denied, or has no price under a hard budget.", "Use a listed route, or ask for a catalogue row."),
        new(RefusalCode.SecurityViolation, "security_violation", 403, 400, 403, "permission_error", 403, "PERMISSION_DENIED", false,
            "A guard or a policy refused the content.", "Remove what the findings name."),
        Same(RefusalCode.ProviderNotConfigured, "provider_not_configured", 400, "invalid_request_error", "FAILED_PRECONDITION", false,
            "The provider of this model has no key, or is switched off.", "`tollgate providers add` sets a key."),
        Same(RefusalCode.UpstreamUnreachable, "upstream_unreachable", 502, "api_error", "UNAVAILABLE", true,
            "No connection to the provider.", "Retry; `tollgate providers test` says which of DNS, TLS, key, model fails."),
        Same(RefusalCode.UpstreamTimeout, "upstream_timeout", 504, "timeout_error", "DEADLINE_EXCEEDED", true,
            "The provider did not answer in time.", "Retry, or raise the provider's timeouts."),
        Same(RefusalCode.UpstreamBroken, "upstream_broken", 502, "api_error", "UNAVAILABLE", true,
            "The provider's answer was malformed or ended too early.", "Retry; the call is recorded with its uncertainty."),
        Same(RefusalCode.JournalFull, "journal_full", 503, "overloaded_error", "UNAVAILABLE", true,
            "The journal has no room, so nothing new may be sent.", "Free disk space or raise `journal.max_bytes`; see /health."),
        Same(RefusalCode.NotReady, "not_ready", 503, "overloaded_error", "UNAVAILABLE", true,
            "The gateway is starting, stopping or cannot record.", "Retry; see /health/ready."),
        Same(RefusalCode.NotImplemented, "not_implemented", 501, "api_error", "UNIMPLEMENTED", false,
            "Realtime connections (Upgrade) are not offered yet.", "Use the streaming surfaces."),
        Same(RefusalCode.MethodNotAllowed, "method_not_allowed", 405, "invalid_request_error", "INVALID_ARGUMENT", false,
            "The route exists, but not with this method.", "See docs or /api/openapi.json for the method."),
        Same(RefusalCode.Conflict, "conflict", 409, "invalid_request_error", "ABORTED", false,
            "The item exists already, or is owned by the settings file.", "Change the settings file, or use another name."),
        Same(RefusalCode.InternalError, "internal_error", 500, "api_error", "INTERNAL", true,
            "A fault of the gateway.", "Report the request id."),
        Same(RefusalCode.TemplateExceeded, "template_exceeded", 403, "permission_error", "PERMISSION_DENIED", false,
            "A key was asked for that its template does not give: one too many, other models, a longer life, or by somebody it is not for.", "Ask for less, or ask an administrator for a wider template."),
    ];

    /// <summary>The row of a code.</summary>
    public static RefusalRow Row(RefusalCode code) => Rows[(int)code];

    /// <summary>The HTTP status of a refusal in a dialect.</summary>
    public static int Status(Refusal refusal, Dialect dialect)
    {
        var row = Row(refusal.Code);
        return refusal.StatusOverride ?? dialect switch
        {
            Dialect.OpenAIResponses => row.ResponsesStatus,
            Dialect.Anthropic => row.AnthropicStatus,
            Dialect.Gemini => row.GeminiStatus,
            _ => row.OpenAIStatus,
        };
    }

    private static RefusalRow Same(RefusalCode code, string wire, int status, string anthropic, string gemini, bool canRetry, string meaning, string whatHelps) =>
        new(code, wire, status, status, status, anthropic, status, gemini, canRetry, meaning, whatHelps);
}
