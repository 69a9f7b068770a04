namespace Tollgate.Limits;

/// <summary>The lower-case names of the enums, as they stand in the database, in JSON and in the settings file.</summary>
internal static class LimitWords
{
    /// <summary>For example "organization".</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Reads what <see cref="Word"/> wrote.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
