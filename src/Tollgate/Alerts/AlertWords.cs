using System.Text.Json;

namespace Tollgate.Alerts;

/// <summary>The snake_case names of the enums, as they stand in the database and in JSON.</summary>
internal static class AlertWords
{
    /// <summary>For example "budget_breach".</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads what <see cref="Word"/> wrote.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum => TryRead<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    /// <summary>Reads a word that somebody typed; numbers are not taken.</summary>
    public static bool TryRead<T>(string word, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (Word(known) == word)
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All names, for sentences and lists.</summary>
    public static string[] All<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetValues<T>(), Word);
}
