namespace Tollgate.Security.Sql;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Match">Of what opens: the number of the token that closes it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Match);
