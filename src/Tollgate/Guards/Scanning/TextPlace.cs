namespace Tollgate.Guards.Scanning;

/// <summary>A text of a body.</summary>
/// <param name="Path">Its path, for example `messages[3].content`; empty where the body is no JSON.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsNumber">Whether it is a number: what replaces it needs quotation marks.</param>
/// <param name="IsJson">Whether it stands in JSON, with JSON's escapes.</param>
internal sealed record TextPlace(string Path, int Start, int End, bool IsNumber, bool IsJson)
{
    /// <summary>The whole of a body that is no JSON.</summary>
    public static TextPlace Whole(int length) => new("", 0, length, IsNumber: false, IsJson: false);
}
