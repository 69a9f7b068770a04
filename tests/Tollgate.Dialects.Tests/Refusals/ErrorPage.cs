using System.Globalization;
using System.Text;
using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Refusals;

/// <summary>Writes docs/errors.md from <see cref="RefusalTable"/>, the one place where refusals are defined.</summary>
internal static class ErrorPage
{
    public static string Text()
    {
        var page = new StringBuilder("""
            # Refusals

            Generated from `RefusalTable` (`UPDATE_GOLDEN=1 ./test` rewrites it; a test fails when it is out of date).

            A refusal is an answer of the gateway's own: nothing was sent to the provider, or what the provider sent could not be passed on.
            Each has a code, a status and a body in the client's dialect, and leaves a row that `tollgate calls why ID` shows. The request id is in the
            body and in the headers `x-tollgate-request-id`, `x-request-id` and `request-id`.

            | dialect | body |
            |---|---|
            | OpenAI | `{"error":{"message","type":CODE,"param","code":CODE,"request_id",…}}` |
            | Anthropic | `{"type":"error","error":{"type","message","code":CODE,…},"request_id"}` |
            | Gemini | `{"error":{"code":STATUS,"message","status","details":[ErrorInfo {"reason","domain":"tollgate","metadata":{…}}, RequestInfo, RetryInfo]}}` |

            `…` stands for those that apply of `step`, `rule`, `limit`, `settled`, `reserved`, `asked` (USD as decimal strings), `resets_at`, `help`, `contact`.
            In a stream that has begun the same object comes as the dialect's error event.
            A refusal that a retry cannot cure carries `x-should-retry: false`. `Retry-After` is never above 60 seconds; a longer wait stands only in `resets_at`.


            """);
        page.Append("| code | OpenAI | Responses | Anthropic | Gemini | retry | when | what helps |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in RefusalTable.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Wire}` | {row.OpenAIStatus} | {row.ResponsesStatus} | {row.AnthropicStatus} `{row.AnthropicType}` | {row.GeminiStatus} `{row.GeminiType}` | {(row.CanRetry ? "yes" : "no")} | {row.Meaning} | {row.WhatHelps} |\n");
        }

        return page.ToString();
    }
}
