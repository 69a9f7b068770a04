using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>The options that say what keys of a template may be.</summary>
internal sealed class TemplateCaps
{
    private readonly Option<string[]> _models = new("--models") { Description = "Patterns of models, for example 'claude-*'.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _routes = new("--routes") { Description = "Surfaces, for example messages.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _keys = new("--keys") { Description = "The most live keys of one member." };
    private readonly Option<string?> _life = new("--lifetime") { Description = "The longest life of a key, for example 24h or 30d; none for no end." };
    private readonly Option<string?> _holders = new Option<string?>("--for") { Description = "user (the default), agent or any: which members make keys." }.Among("user", "agent", "any");

    /// <summary>Puts them on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_models, _routes, _keys, _life, _holders])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The body that they ask for.</summary>
    public JsonObject Read(ParseResult words)
    {
        var body = new JsonObject();
        body.PutList("models", (words.GetValue(_models) ?? []).Select(pattern => JsonValue.Create(pattern)));
        body.PutList("routes", (words.GetValue(_routes) ?? []).Select(route => JsonValue.Create(route)));
        if (words.GetValue(_keys) is { } keys)
        {
            body["keys_per_member"] = keys;
        }

        if (words.GetValue(_life) is { } life)
        {
            body["lifetime"] = life;
        }

        if (words.GetValue(_holders) is { } holders)
        {
            body["holders"] = holders;
        }

        return body;
    }
}
