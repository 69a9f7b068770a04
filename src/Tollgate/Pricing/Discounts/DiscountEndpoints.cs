using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Pricing.Discounts;

/// <summary>Discounts over the admin API: what the operator agreed with providers is nobody else's to see.</summary>
internal sealed class DiscountEndpoints(DiscountStore store, DiscountDesk desk, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/discounts", ApiRight.Operator, "Lists the discounts agreed with providers, ended ones included.", ListAsync) { Reply = DiscountJson.Default.PageDiscountReply },
        new("POST", "/api/discounts", ApiRight.Operator, "Records a discount on a provider's list price; calls from then on cost less, lines that are written stay.", CreateAsync)
        {
            Request = DiscountJson.Default.DiscountBody, Reply = DiscountJson.Default.DiscountReply,
        },
        new("DELETE", "/api/discounts/{id}", ApiRight.Operator, "Ends a discount now; it stays in the list with its dates.", EndAsync),
    ];

    /// <summary>Puts the discounts of the database in force; at start and after each change.</summary>
    public async Task LoadAsync(CancellationToken ct) => desk.Use(await store.ListAsync(ct));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Task ListAsync(HttpContext http, ApiCaller caller) =>
        ApiReply.WriteAsync(http, new Page<DiscountReply>([.. desk.Current.All.Select(DiscountReply.Of)]), DiscountJson.Default.PageDiscountReply);

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, DiscountJson.Default.DiscountBody);
        var read = body.IsRefused ? body.Refusal : body.Value.Read(Ids.New(time), time.GetUtcNow());
        if (!read.IsRefused && (IsTaken(read.Value.Name) || !await InTurnAsync(() => store.AddAsync(read.Value, caller, http.RequestAborted), http.RequestAborted)))
        {
            read = new Refusal(RefusalCode.Conflict, $"There is a discount '{read.Value.Name}' already.") { Help = "Give it another 'name'.", Parameter = "name" };
        }

        await (read.IsRefused
            ? ApiReply.RefuseAsync(http, read.Refusal)
            : ApiReply.WriteAsync(http, DiscountReply.Of(read.Value), DiscountJson.Default.DiscountReply, StatusCodes.Status201Created));
    }

    private async Task EndAsync(HttpContext http, ApiCaller caller)
    {
        var isEnded = ApiBody.RouteId(http) is { } id && await InTurnAsync(() => store.EndAsync(id, caller, http.RequestAborted), http.RequestAborted);
        await (isEnded ? ApiReply.NoContent(http) : ApiReply.NotFoundAsync(http, "discount that goes on"));
    }

    private bool IsTaken(string name) => desk.Current.All.Any(discount => discount.Name == name);

    private async Task<bool> InTurnAsync(Func<Task<bool>> change, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var isChanged = await change();
            await LoadAsync(ct);
            return isChanged;
        }
        finally
        {
            _turn.Release();
        }
    }
}
