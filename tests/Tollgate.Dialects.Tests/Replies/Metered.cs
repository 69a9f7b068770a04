using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>Short ways to a meter that has read something.</summary>
internal static class Metered
{
    public static ReplyMeter Body(Surface surface, string json, params string[] quirks)
    {
        Assert.True(UsageContainment.TryParse(quirks, out var containment, out _));
        var meter = new ReplyMeter(surface, containment);
        meter.ReadBody(Encoding.UTF8.GetBytes(json));
        return meter;
    }

    /// <summary>Each text is the data of one event.</summary>
    public static ReplyMeter Events(Surface surface, params string[] events)
    {
        var meter = new ReplyMeter(surface, UsageContainment.Usual);
        foreach (var data in events)
        {
            meter.ReadEvent(default, Encoding.UTF8.GetBytes(data));
        }

        return meter;
    }

    public static ReplyMeter Chat(string usage, params string[] quirks) => Body(Surface.ChatCompletions, $$"""{"choices":[],"usage":{{usage}}}""", quirks);

    public static ReplyMeter Messages(string usage, params string[] quirks) => Body(Surface.Messages, $$"""{"type":"message","usage":{{usage}}}""", quirks);

    public static ReplyMeter Gemini(string usage, params string[] quirks) => Body(Surface.GenerateContent, $$"""{"candidates":[],"usageMetadata":{{usage}}}""", quirks);
}
