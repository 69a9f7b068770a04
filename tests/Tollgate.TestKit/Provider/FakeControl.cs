using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tollgate.TestKit.Provider;

/// <summary>
/// What a fake provider in a process of its own is steered by: GET /_bill and /_requests, POST /_script and /_default
/// (lines of directives without brackets), POST /_clear.
/// </summary>
internal sealed class FakeControl(FakeProvider provider)
{
    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http, string path)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        switch (path)
        {
            case "/_bill":
                await SendAsync(http, WriteBill);
                break;
            case "/_requests":
                await SendAsync(http, WriteRequests);
                break;
            case "/_script":
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    provider.Script.Enqueue(Directives.Block(provider.Default, line));
                }

                break;
            case "/_default":
                provider.Default = Directives.Block(provider.Options.Default, text.Trim());
                break;
            case "/_clear":
                provider.Clear();
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private static async Task SendAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        using var bytes = new EventBuffer();
        write(bytes.Whole());
        bytes.EndWhole();
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(bytes.Bytes, http.RequestAborted);
    }

    private void WriteBill(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("total", provider.Bill.Total.ToString());
        json.WriteStartArray("lines");
        foreach (var line in provider.Bill.Lines)
        {
            json.WriteStartObject();
            json.WriteString("id", line.Id);
            json.WriteNumber("number", line.Number);
            json.WriteString("mark", line.Mark);
            json.WriteString("surface", line.Surface);
            json.WriteString("model", line.Model);
            json.WriteString("tier", line.Tier);
            json.WriteString("amount", line.Amount.ToString());
            json.WriteString("outcome", line.Outcome.ToString());
            json.WriteBoolean("reported", line.IsReported);
            json.WriteNumber("input", line.Usage.TotalInput);
            json.WriteNumber("output", line.Usage.TotalOutput);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteRequests(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var request in provider.Requests)
        {
            json.WriteStartObject();
            json.WriteNumber("number", request.Number);
            json.WriteString("protocol", request.Protocol);
            json.WriteString("method", request.Method);
            json.WriteString("target", request.Target);
            json.WriteStartObject("headers");
            foreach (var (name, value) in request.Headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("body", request.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
