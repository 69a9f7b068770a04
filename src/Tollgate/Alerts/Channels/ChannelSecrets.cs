namespace Tollgate.Alerts.Channels;

/// <summary>What is sealed of a channel: its address may hold a token, and its secret signs.</summary>
internal readonly record struct ChannelSecrets(string Url, string Secret)
{
    private const char Between = '\n';

    /// <summary>What to seal.</summary>
    public string ToText() => Url + Between + Secret;

    /// <summary>What was sealed.</summary>
    public static ChannelSecrets Parse(string text)
    {
        var at = text.IndexOf(Between, StringComparison.Ordinal);
        return new ChannelSecrets(text[..at], text[(at + 1)..]);
    }

    /// <summary>Never the values.</summary>
    public override string ToString() => "(sealed)";
}
