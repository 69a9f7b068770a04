using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers;

/// <summary>Which page of a list is asked for. Lists run from the newest id to the oldest; the cursor is the last id of a page.</summary>
/// <param name="Before">Only ids before this one.</param>
/// <param name="Limit">Rows of a page.</param>
internal readonly record struct PageQuery(Guid Before, int Limit)
{
    private const int MostRows = 200;

    /// <summary>How the two parameters are described.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Parameters { get; } =
        [("limit", "Rows of a page, 1 to 200; 50 by default."), ("cursor", "`next` of the page before.")];

    /// <summary>Reads `limit` and `cursor`.</summary>
    public static Outcome<PageQuery> Read(HttpContext http)
    {
        var limit = ApiBody.Number(http, "limit", 50, 1, MostRows);
        if (limit.IsRefused)
        {
            return limit.Refusal;
        }

        var before = ApiBody.IdCursor(http, Guid.AllBitsSet);
        return before.IsRefused ? before.Refusal : new PageQuery(before.Value, limit.Value);
    }

    /// <summary>The cursor of the next page; null when this page is not full.</summary>
    public string? Next(int rows, Func<Guid> last) => rows == Limit ? last().ToString() : null;
}
