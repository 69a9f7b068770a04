using System.Collections.ObjectModel;
using System.Net.Http.Headers;

namespace Tollgate.Client.Calls;

/// <summary>Whom and what calls are for: the gateway books them there, and the budgets of agent, session and tags count them. The gateway's key can pin an agent and labels; a pin wins.</summary>
public sealed record CallTags
{
    /// <summary>Nothing said.</summary>
    public static readonly CallTags None = new();

    private readonly IReadOnlyDictionary<string, string> _labels = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The agent; null to leave it to the key.</summary>
    public string? Agent { get; init; }

    /// <summary>The session; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>Labels, at most 16 of at most 128 characters each (name and value together), out of letters, digits and <c>. _ : / @ + -</c>.</summary>
    /// <exception cref="ArgumentException">A label is not like that; the gateway would drop it.</exception>
    public IReadOnlyDictionary<string, string> Labels
    {
        get => _labels;
        init => _labels = TagText.Checked(value);
    }

    /// <summary>These tags, and where they say nothing, others'; labels of both, these before the others'.</summary>
    public CallTags Over(CallTags? others)
    {
        if (others is null || others == None)
        {
            return this;
        }

        var labels = Labels.Concat(others.Labels.Where(label => !Labels.ContainsKey(label.Key))).Take(TagText.Most);
        return new CallTags { Agent = Agent ?? others.Agent, Session = Session ?? others.Session, Labels = labels.ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>Puts them into a request; what a program has put there itself stays.</summary>
    internal void Stamp(HttpRequestHeaders headers)
    {
        Add(headers, GatewayHeaders.Agent, Agent is null ? null : TagText.Header(Agent));
        Add(headers, GatewayHeaders.Session, Session is null ? null : TagText.Header(Session));
        Add(headers, GatewayHeaders.Tags, Labels.Count == 0 ? null : string.Join(", ", Labels.Select(label => $"{label.Key}={label.Value}")));
    }

    private static void Add(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is { Length: > 0 } && !headers.Contains(name))
        {
            headers.Add(name, value);
        }
    }
}
