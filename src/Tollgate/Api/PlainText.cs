namespace Tollgate.Api;

/// <summary>Names and words that people write and others read: in lists, in refusals, in mail.</summary>
public static class PlainText
{
    /// <summary>Whether a text says something, in one line, and hides nothing.</summary>
    public static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && IsOneLine(text);

    /// <summary>Whether a text holds no control characters; null and nothing hold none.</summary>
    public static bool IsOneLine(string? text)
    {
        foreach (var letter in text ?? "")
        {
            if (char.IsControl(letter))
            {
                return false;
            }
        }

        return true;
    }
}
