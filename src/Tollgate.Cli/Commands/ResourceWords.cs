using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>A kind of item of the admin API, as data: what list, get, create and delete need to know.</summary>
/// <param name="Word">The command's word, plural: "keys".</param>
/// <param name="One">One of them, for sentences: "key".</param>
/// <param name="Path">The API path.</param>
/// <param name="Columns">What tables show.</param>
internal sealed record ResourceWords(string Word, string One, string Path, IReadOnlyList<Column> Columns)
{
    /// <summary>The words that lead to the command, where they are more than <see cref="Word"/>: "alerts rules".</summary>
    public string Command { get; init; } = Word;

    /// <summary>What deleting is called: keys are revoked.</summary>
    public string DeleteVerb { get; init; } = "delete";

    /// <summary>An option of `list` that shows more, if there is one.</summary>
    public string? MoreOption { get; init; }

    /// <summary>What it means.</summary>
    public string MoreMeaning { get; init; } = string.Empty;

    /// <summary>The query it adds.</summary>
    public string MoreQuery { get; init; } = string.Empty;
}
