using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>Which page of a list is asked for that runs from the oldest id to the newest; the cursor is the last id of a page.</summary>
/// <param name="After">Only ids after this one.</param>
/// <param name="Limit">Rows of a page.</param>
internal readonly record struct IdPage(Guid After, int Limit)
{
    private const int DefaultRows = 100;
    private const int MostRows = 1000;

    /// <summary>How the two parameters are described.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Parameters { get; } =
        [("limit", "At most so many (1 to 1000)."), ("cursor", "The `next` of the page before.")];

    /// <summary>Rows to read: one more than a page has tells whether another follows.</summary>
    public int Rows => Limit + 1;

    /// <summary>Reads `limit` and `cursor`.</summary>
    public static Outcome<IdPage> Read(HttpContext http)
    {
        var limit = ApiBody.Number(http, "limit", DefaultRows, 1, MostRows);
        if (limit.IsRefused)
        {
            return limit.Refusal;
        }

        var after = ApiBody.IdCursor(http, Guid.Empty);
        return after.IsRefused ? after.Refusal : new IdPage(after.Value, limit.Value);
    }

    /// <summary>The cursor of the next page; null when these rows are the last.</summary>
    public string? Next<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Guid> id) => rows.Count > Limit ? id(rows[Limit - 1]).ToString() : null;
}
