using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers;

/// <summary>What names of keys, people, teams and organizations may look like.</summary>
internal static class Names
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 128;

    /// <summary>Refuses a name that could not be told apart from an id, from another name, or from nothing.</summary>
    public static Refusal? Check(string parameter, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxLength || name.Trim().Length != name.Length)
        {
            return ApiReply.Invalid(parameter, $"'{parameter}' takes 1 to {MaxLength} characters without blanks at its ends.");
        }

        foreach (var character in name)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                return ApiReply.Invalid(parameter, $"'{parameter}' takes no control characters or symbols outside the basic plane.");
            }
        }

        return Guid.TryParse(name, out _) ? ApiReply.Invalid(parameter, $"'{parameter}' must not look like an id.") : null;
    }
}
