using Microsoft.AspNetCore.Http;

namespace Tollgate.Api;

/// <summary>Tables as answers.</summary>
internal static class CsvReply
{
    extension(CsvTable)
    {
        /// <summary>Whether the client asked for CSV, by ?format=csv or by Accept.</summary>
        public static bool IsAsked(HttpContext http) =>
            http.Request.Query["format"] == "csv" || http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);

        /// <summary>Sends a table.</summary>
        public static Task WriteAsync(HttpContext http, CsvTable table) => CsvTable.WriteAsync(http, table.ToString());

        /// <summary>Sends rows that are written already.</summary>
        public static Task WriteAsync(HttpContext http, string rows)
        {
            http.Response.ContentType = "text/csv; charset=utf-8";
            return http.Response.WriteAsync(rows, http.RequestAborted);
        }
    }
}
