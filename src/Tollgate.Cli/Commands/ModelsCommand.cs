using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate models`: list | get | price | cheapest | diff | update.</summary>
internal sealed class ModelsCommand : ICliCommand
{
    private static readonly Column[] Columns =
    [
        new("Provider", "provider"), new("Model", "id"), new("Mode", "mode"), new("Input $/M", "prices.per_million.input", true), new("Cache read $/M", "prices.per_million.cache_read", true),
        new("Output $/M", "prices.per_million.output", true), new("Context", "context_window", true), new("From", "effective_from"), new("Source", "source"),
    ];

    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("models", "Models and prices: list, get, price, cheapest, diff, update.")
    {
        List(context), Get(context), Price(context), CheapestModels.Build(context), CatalogFiles.Diff(context), CatalogFiles.Update(context),
    };

    private static Command List(CommandContext context)
    {
        var provider = new Option<string?>("--provider") { Description = "Only this provider's." };
        var length = new ListLength(fallback: 200);
        var command = new Command("list", "List the models with their prices in US dollars per million tokens.") { provider };
        length.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            if (words.GetValue(provider) is { } asked)
            {
                await CheckAsync(gateway, asked, ct);
            }

            var query = words.GetValue(provider) is { } name ? $"?provider={Uri.EscapeDataString(name)}" : string.Empty;
            await length.PrintAsync(context, words, gateway, $"/api/models{query}", Columns[..^1], ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Get(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The model, or PROVIDER/MODEL." };
        var command = new Command("get", "Show one model.") { id };
        command.Aliases.Add("show");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.GetAsync(Path(words.GetValue(id)!), ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Price(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The model, or PROVIDER/MODEL." };
        var input = new Option<string?>("--input") { Description = "US dollars per million input tokens." };
        var output = new Option<string?>("--output") { Description = "US dollars per million output tokens." };
        var cacheRead = new Option<string?>("--cache-read") { Description = "US dollars per million tokens read from the prompt cache." };
        var cacheWrite = new Option<string?>("--cache-write") { Description = "US dollars per million tokens written to the prompt cache." };
        var remove = new Option<bool>("--remove") { Description = "Take your own price back: the catalogue's holds again." };
        var command = new Command("price", "Set your own price of a model.") { id, input, output, cacheRead, cacheWrite, remove };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var path = $"{Path(words.GetValue(id)!)}/price";
            if (words.GetValue(remove))
            {
                await gateway.DeleteAsync(path, ct);
                context.Print(words).Say("The catalogue's price holds again.");
                return ExitCode.Ok;
            }

            var prices = new JsonObject();
            prices.Put("input", words.GetValue(input));
            prices.Put("output", words.GetValue(output));
            prices.Put("cache_read", words.GetValue(cacheRead));
            prices.Put("cache_write_5m", words.GetValue(cacheWrite));
            context.Print(words).Item(await gateway.SendAsync(HttpMethod.Put, path, new JsonObject { ["price_per_million"] = prices }, ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>An empty list of a provider that nobody knows would only hide a slip of the pen.</summary>
    private static async Task CheckAsync(GatewayClient gateway, string provider, CancellationToken ct)
    {
        if ((await gateway.GetAsync($"/api/models?provider={Uri.EscapeDataString(provider)}&limit=1", ct))["items"] is JsonArray { Count: > 0 })
        {
            return;
        }

        var known = ProviderCatalogue.Load().Providers.Select(one => one.Id).Concat((await gateway.GetAsync("/api/providers", ct))["items"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        throw new CliFault(ExitCode.NotFound, $"There is no model of a provider '{provider}'.{NearWord.Hint(provider, known)} `{Program.Word} models list` shows all.");
    }

    private static string Path(string id) => $"/api/models/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}";
}
