namespace Tollgate.Analytics.Reconciling;

/// <summary>Every export format, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The formats.</summary>
    public static readonly IBillFormat[] Formats = [new AnthropicBillFormat(), new OpenAIBillFormat()];
}
