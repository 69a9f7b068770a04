using System.Globalization;
using System.Text;

namespace Tollgate.Cli.Import;

/// <summary>The providers and models that were found, as a tollgate.yaml.</summary>
internal sealed class LiteLlmSettings
{
    private readonly List<(string Name, LiteLlmProvider Account)> _providers = [];
    private readonly List<(string Name, string Provider, string Upstream, Dictionary<string, string> Prices, List<string> Aliases)> _models = [];

    /// <summary>Takes a model; false when its name is taken.</summary>
    public bool TryAdd(string name, LiteLlmProvider account, Dictionary<string, string> prices)
    {
        if (ProviderOf(name) is not null)
        {
            return false;
        }

        _models.Add((name, Provider(account), account.Model, prices, []));
        return true;
    }

    /// <summary>Gives a model another name; false when there is no such model.</summary>
    public bool TryAlias(string model, string alias)
    {
        var found = _models.Find(one => one.Name == model);
        found.Aliases?.Add(alias);
        return found.Aliases is not null;
    }

    /// <summary>The provider of a model; null when the model is not there.</summary>
    public string? ProviderOf(string model) => _models.Find(one => one.Name == model).Provider;

    /// <summary>The file.</summary>
    public string Write()
    {
        var text = new StringBuilder("providers:\n");
        foreach (var (name, account) in _providers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quote(name)}:");
            var parts = new[] { ("kind", account.Kind ?? "vllm", name != account.Kind), ("base_url", account.BaseAddress, account.BaseAddress is not null), ("api_key", account.Key ?? "none", true) }
                .Where(part => part.Item3).Select(part => $"{part.Item1}: {Quote(part.Item2!)}");
            text.Append(CultureInfo.InvariantCulture, $" {{ {string.Join(", ", parts)} }}\n");
        }

        text.Append("models:\n");
        foreach (var (name, provider, upstream, prices, aliases) in _models)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quote(name)}: {{ provider: {Quote(provider)}, upstream_model: {Quote(upstream)}");
            text.Append(aliases.Count == 0 ? "" : $", aliases: [{string.Join(", ", aliases.Select(Quote))}]");
            text.Append(prices.Count == 0 ? "" : $", price_per_million: {{ {string.Join(", ", prices.Select(price => $"{price.Key}: {price.Value}"))} }}");
            text.Append(" }\n");
        }

        return text.ToString();
    }

    private string Provider(LiteLlmProvider account)
    {
        var known = _providers.Find(one => one.Account.Account == account.Account);
        if (known.Name is { } name)
        {
            return name;
        }

        var word = account.Kind ?? "own";
        var number = _providers.Count(one => (one.Account.Kind ?? "own") == word) + 1;
        var made = number == 1 ? word : string.Create(CultureInfo.InvariantCulture, $"{word}-{number}");
        _providers.Add((made, account));
        return made;
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
