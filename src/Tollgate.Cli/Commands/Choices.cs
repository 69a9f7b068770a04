using System.CommandLine;

namespace Tollgate.Cli.Commands;

/// <summary>Options that take one of a few words.</summary>
internal static class Choices
{
    /// <summary>The same option; another word is a fault that names them all.</summary>
    public static Option<T> Among<T>(this Option<T> option, params string[] words)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
            {
                result.AddError($"{option.Name} takes {string.Join(", ", words)}, not '{token.Value}'.");
            }
        });
        option.CompletionSources.Add(words);
        return option;
    }
}
