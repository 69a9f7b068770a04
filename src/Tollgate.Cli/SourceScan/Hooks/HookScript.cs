using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Cli.SourceScan.Hooks;

/// <summary>
/// The text of the hook. Its second line says whose it is and what the rest amounts to, so that what somebody changed is not taken away
/// unasked. What was there before runs after it, with the same words.
/// </summary>
internal static class HookScript
{
    /// <summary>What the name of the hook that was there before ends with.</summary>
    public const string ChainedEnding = "before-tollgate";

    private const string Start = "#!/bin/sh\n# tollgate-hook ";
    private const int Characters = 16;

    /// <summary>The hook that calls the program with those words.</summary>
    public static string Of(IReadOnlyList<string> program)
    {
        var call = string.Join(' ', program.Select(Quoted));
        var rest =
            $$"""
            # Looks at what is staged; `tollgate security hooks uninstall` takes this away again.
            if [ -x {{Quoted(program[0])}} ]; then
              {{call}} security precommit || exit $?
            elif command -v tollgate >/dev/null 2>&1; then
              tollgate security precommit || exit $?
            else
              echo "The hook of tollgate does not find its program, so nothing was looked at. Install tollgate, or take the hook away: $0" >&2
              exit 8
            fi
            before="${0%/*}/pre-commit.{{ChainedEnding}}"
            if [ -x "$before" ]; then
              exec "$before" "$@"
            fi
            case "$0" in
              .husky/* | */.husky/*) if [ -f "$before" ]; then exec sh -e "$before" "$@"; fi ;;
            esac

            """.ReplaceLineEndings("\n");
        return $"{Start}{Sum(rest)}\n{rest}";
    }

    /// <summary>Whether the text is a hook of Tollgate's.</summary>
    public static bool IsOurs(string text) => text.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Whether somebody changed it.</summary>
    public static bool IsChanged(string text)
    {
        var end = text.IndexOf('\n', Start.Length);
        return end < 0 || text[Start.Length..end] != Sum(text[(end + 1)..]);
    }

    private static string Sum(string rest) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)))[..Characters];

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
