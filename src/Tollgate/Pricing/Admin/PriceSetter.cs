using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>Sets and takes back the operator's prices: database first, then the book in force.</summary>
internal sealed class PriceSetter(PriceCatalog catalog, PriceStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Puts the prices of the database in force; at start.</summary>
    public async Task LoadAsync(CancellationToken ct) => catalog.Use(await store.ListAsync(ct));

    /// <summary>Sets the price of the model that a name stands for; a name nobody knows needs its provider in front.</summary>
    public async Task<Outcome<PricedModel>> SetAsync(string id, PriceBody body, ApiCaller caller, CancellationToken ct)
    {
        string? fault = null;
        var field = "price_per_million";
        var price = OwnPrice.Read(body.PricePerMillion ?? [], body.PricePerUnit ?? [], (where, what) => (field, fault) = (where, $"{where} {what}."));
        if (fault is not null || price.IsEmpty)
        {
            return ApiReply.Invalid(field, fault ?? "State at least one price, for example {\"price_per_million\":{\"input\":\"5\",\"output\":\"25\"}}.");
        }

        var found = catalog.Current.Resolve(id, null, time.GetUtcNow());
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        if (catalog.Current.Origin(found.Value) == PriceOrigin.File)
        {
            return OwnedByFile(found.Value.Model);
        }

        var model = new OwnModel { Name = found.Value.UpstreamModel, Provider = found.Value.Provider, UpstreamModel = found.Value.UpstreamModel, Price = price, Origin = PriceOrigin.Database };
        await InTurnAsync(() => store.PutAsync(model, body, caller, ct), ct);
        return catalog.Current.Resolve($"{model.Provider}/{model.UpstreamModel}", null, time.GetUtcNow());
    }

    /// <summary>Takes the price back; null, or why there is none to take.</summary>
    public async Task<Refusal?> EndAsync(string id, ApiCaller caller, CancellationToken ct)
    {
        var found = catalog.Current.Resolve(id, null, time.GetUtcNow());
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        if (catalog.Current.Origin(found.Value) == PriceOrigin.File)
        {
            return OwnedByFile(found.Value.Model);
        }

        return await InTurnAsync(() => store.EndAsync(found.Value.Provider, found.Value.UpstreamModel, caller, ct), ct)
            ? null
            : new Refusal(RefusalCode.NotFound, $"No price was set for '{id}'.");
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Refusal OwnedByFile(string name) =>
        new(RefusalCode.Conflict, $"The price of '{name}' is set by `models.{name}` in tollgate.yaml.") { Help = "Change it there.", Rule = $"models.{name}" };

    private async Task<T> InTurnAsync<T>(Func<Task<T>> change, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var changed = await change();
            await LoadAsync(ct);
            return changed;
        }
        finally
        {
            _turn.Release();
        }
    }
}
