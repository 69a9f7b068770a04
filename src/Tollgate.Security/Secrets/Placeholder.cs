using System.Buffers;
using System.Text;

namespace Tollgate.Security.Secrets;

/// <summary>
/// Says whether a value stands for a secret instead of being one. It looks at the value alone, by its make: templates, stars, runs and
/// sequences, values wholly made of words like "your" and "key", and the sample values that providers print in their documentation.
/// What stands around a value, and a word inside it, prove nothing.
/// </summary>
internal static class Placeholder
{
    private const int LongestRun = 6;
    private const int LongestSequence = 8;
    private const int MostDigitsOfWords = 4;

    private static readonly SearchValues<string> Templates = SearchValues.Create(
        ["${", "{{", "}}", "$(", "%(", "#{", "<%", "***", "...", "xxxx", "XXXX", "process.env", "os.environ", "getenv", "secrets.", "env."], StringComparison.Ordinal);

    private static readonly SearchValues<char> VariableNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>(
        ("your my the a an this that its our some any api key keys apikey token tokens secret secrets password passwords passwd pass pwd passphrase value values here insert replace replaceme "
        + "with me change changeme changeit enter put add set fill in to todo fixme tbd dummy fake foo bar baz qux placeholder redacted removed hidden masked censored private access refresh "
        + "auth bearer authorization none null nil undefined empty unset unknown true false yes no string str text int number client id user username name account admin root default "
        + "goes from env environment variable var example examples sample samples demo test tests testing mock stub xxx xxxx xx x abc def ghi not a real is for of new old super "
        + "very long random generated supersecret mysecret mytoken mypassword mykey mypass secretkey secretpassword host hostname server database db local localhost provider openai anthropic github google aws azure "
        + "slack stripe service app application project org organization public live prod production dev development staging sandbox").Split(' '), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Documented = new HashSet<string>(
        [
            "AKIAIOSFODNN7" + "EXAMPLE", "AKIAI44QH8DHB" + "EXAMPLE", "ASIAIOSFODNN7" + "EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY",
            "je7MtGbClwBF/2Zp9Utk/h3yCo8nvb" + "EXAMPLEKEY", "sk_test_4eC39HqLyjWD" + "arjtT1zdp7dc", "sk_test_BQokikJOvBiI2" + "HlWgH4olfQ2", "pk_test_TYooMQauvdEDq" + "54NiTphI7jx",
        ],
        StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the value of a secret is a placeholder.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[128];
        if (value.IsEmpty)
        {
            return true;
        }

        if (value.Length > text.Length)
        {
            value = value[..text.Length];
        }

        text = text[..Encoding.Latin1.GetChars(value, text)];
        return IsTemplate(text) || HasRun(text) || HasSequence(text) || Repeats(text) || Documented.Contains(text) || IsWords(text);
    }

    /// <summary>Whether a token is printed in its provider's documentation.</summary>
    public static bool IsDocumented(ReadOnlySpan<byte> token)
    {
        Span<char> text = stackalloc char[64];
        return token.Length <= text.Length && Documented.Contains(text[..Encoding.Latin1.GetChars(token, text)]);
    }

    private static bool IsTemplate(ReadOnlySpan<char> text) =>
        text.ContainsAny(Templates) || IsVariable(text) || (text[0], text[^1]) is ('<', '>') or ('%', '%') or ('{', '}') or ('[', ']') or ('@', '@');

    private static bool IsVariable(ReadOnlySpan<char> text) =>
        text[0] == '$' && !text[1..].ContainsAnyExcept(VariableNames);

    private static bool HasRun(ReadOnlySpan<char> text)
    {
        var run = 1;
        for (var index = 1; index < text.Length; index++)
        {
            run = text[index] == text[index - 1] ? run + 1 : 1;
            if (run >= LongestRun)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSequence(ReadOnlySpan<char> text)
    {
        var up = 1;
        var down = 1;
        for (var index = 1; index < text.Length; index++)
        {
            var step = text[index] - text[index - 1];
            up = step == 1 || (text[index - 1] == '9' && text[index] is '0' or 'a' or 'A') ? up + 1 : 1;
            down = step == -1 ? down + 1 : 1;
            if (up >= LongestSequence || down >= LongestSequence)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same few characters again and again.</summary>
    private static bool Repeats(ReadOnlySpan<char> text)
    {
        for (var period = 1; period <= 8 && period * 3 <= text.Length; period++)
        {
            if (text[period..].SequenceEqual(text[..^period]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWords(Span<char> text)
    {
        foreach (ref var character in text)
        {
            character = char.ToLowerInvariant(character);
        }

        var digits = 0;
        foreach (var character in text)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits <= MostDigitsOfWords && EveryWordIsKnown(text);
    }

    private static bool EveryWordIsKnown(ReadOnlySpan<char> text)
    {
        var at = 0;
        var words = 0;
        while (at < text.Length)
        {
            var length = text[at..].IndexOfAnyExceptInRange('a', 'z');
            var word = text.Slice(at, length < 0 ? text.Length - at : length);
            if (word.Length > 0 && !Words.Contains(word))
            {
                return false;
            }

            words += word.Length > 0 ? 1 : 0;
            at += word.Length + (length < 0 ? 0 : Gap(text[(at + word.Length)..]));
        }

        return words > 0;
    }

    /// <summary>What stands between words: marks or a short number.</summary>
    private static int Gap(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyInRange('a', 'z');
        return length < 0 ? text.Length : length;
    }
}
