using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>GET /v1/models and one model, in the dialect of whoever asks: what the key may call and a configured provider serves.</summary>
internal sealed class ModelLists(CallerDirectory callers, PriceCatalog prices, UpstreamBook upstreams, LineReplies replies, TimeProvider time)
{
    /// <summary>Answers.</summary>
    public async Task RunAsync(HttpContext http, LineRoute route)
    {
        var trail = replies.Open(http, route);
        var signedIn = await callers.AuthenticateAsync(http, http.RequestAborted);
        if (signedIn.IsRefused)
        {
            await replies.RefuseAsync(http, trail, signedIn.Refusal);
            return;
        }

        trail.Note(signedIn.Value.Caller);
        var models = Listed(signedIn.Value.Caller, route.Provider);
        http.Response.ContentType = "application/json";
        if (route.Action == LineAction.ListModels)
        {
            await WriteAsync(http, writer => ModelListWriter.WriteList(writer, route.Dialect, models));
            return;
        }

        var named = route.Model!;
        var found = models.Find(model => Is(model, named));
        if (found is null)
        {
            await replies.RefuseAsync(http, trail, new Refusal(RefusalCode.ModelNotFound, $"There is no model '{named}' for this key.") { Step = "read", Parameter = "model", Help = "GET /v1/models lists them." });
            return;
        }

        await WriteAsync(http, writer => ModelListWriter.WriteOne(writer, route.Dialect, found));
    }

    /// <summary>Every model that the caller may call now.</summary>
    public List<PricedModel> Listed(Caller caller, string? provider)
    {
        var book = prices.Current;
        var now = time.GetUtcNow();
        var models = new List<PricedModel>();
        foreach (var model in book.Own.Select(own => own.At(now)).Concat(book.List.Providers.SelectMany(listed => listed.Models).Select(listed => book.At(listed, now))))
        {
            if ((provider is null || model.Provider == provider) && upstreams.Find(model.Provider) is { IsEnabled: true } && caller.AllowsModel(model.Provider, model.Model))
            {
                models.Add(model);
            }
        }

        return models;
    }

    private static bool Is(PricedModel model, string name) =>
        model.Model.Equals(name, StringComparison.Ordinal) || model.Aliases.Contains(name) || name.Equals($"{model.Provider}/{model.Model}", StringComparison.Ordinal);

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        await using (var writer = ApiJson.Writer(http.Response.BodyWriter))
        {
            write(writer);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
