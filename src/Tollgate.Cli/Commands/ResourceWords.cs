using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>A kind of item of the admin API, as data: what list, get, create and delete need to know.</summary>
/// <param name="Word">The command's word, plural: "keys".</param>
/// <param name="One">One of them, for sentences: "key".</param>
/// <param name="Path">The API path.</param>
/// <param name="Columns">What tables show.</param>
internal sealed record ResourceWords(string Word, string One, string Path, IReadOnlyList<Column> Columns)
{
    /// <summary>What deleting is called: keys are revoked.</summary>
    public string DeleteVerb { get; init; } = "delete";
}
