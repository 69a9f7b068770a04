using System.Text.Json;

namespace Tollgate.Guards;

/// <summary>The snake_case names of the enums, as they stand in settings, headers, the database and JSON.</summary>
internal static class GuardWords
{
    /// <summary>For example "prompt_injection".</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Words<T>.All[Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Words<T>.All;

    /// <summary>Reads a name.</summary>
    public static bool TryRead<T>(string word, out T value)
        where T : struct, Enum
    {
        var index = Array.IndexOf(Words<T>.All, word);
        value = index < 0 ? default : Enum.GetValues<T>()[index];
        return index >= 0;
    }

    /// <summary>Reads what <see cref="Word"/> wrote.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum => TryRead<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly string[] All = Array.ConvertAll(Enum.GetValues<T>(), value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
    }
}
