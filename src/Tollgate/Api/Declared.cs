namespace Tollgate.Api;

/// <summary>A thing of the settings file, and where it stands there.</summary>
/// <param name="Key">Its full key, for example budgets.rules.research.</param>
/// <param name="Line">The line it begins at.</param>
/// <param name="Thing">What is declared.</param>
internal sealed record Declared<T>(string Key, int Line, T Thing);
