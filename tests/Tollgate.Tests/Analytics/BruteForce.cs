using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Tests.Analytics;

/// <summary>Answers a question by going through every call and line: nothing of the product is used but names.</summary>
internal sealed class BruteForce(UsageQuestion question)
{
    private readonly Dictionary<string, long[]> _groups = [];

    public Dictionary<string, long[]> Answer(IEnumerable<RandomCall> calls)
    {
        foreach (var call in calls.Where(call => call.Call.StartedAt >= question.From && call.Call.StartedAt < question.To))
        {
            var request = call.Request;
            Add(call, request.Provider, request.Model ?? call.Call.ModelAsked, (Measure.Calls, 1), (Measure.Refused, call.IsRefused ? 1 : 0), (Measure.Failed, call.IsFailed ? 1 : 0),
                (Measure.Cached, request.Result == CallResult.CacheHit ? 1 : 0), (Measure.Saved, request.Saved.Nanos), (Measure.Answered, call.IsRefused ? 0 : 1),
                (Measure.AnswerMicros, call.IsRefused ? 0 : (long)(request.EndedAt - call.Call.StartedAt).TotalMicroseconds));
            foreach (var line in call.Lines)
            {
                Add(call, line.Provider, line.Model, (Measure.Cost, line.Cost), (Measure.Uncertain, line.Uncertain), (Measure.ListCost, line.List), (Measure.CacheSaved, line.CacheSaved),
                    (Measure.InputTokens, line.Input), (Measure.CacheReadTokens, line.Read), (Measure.CacheWriteTokens, line.Write), (Measure.OutputTokens, line.Output), (Measure.ReasoningTokens, line.Reasoning));
            }
        }

        return _groups;
    }

    /// <summary>The same key for a row of the product.</summary>
    public string Key(UsageRow row) => string.Join('|', [row.At is { } at ? Period(at) : "", .. row.Texts]);

    private void Add(RandomCall call, string? provider, string? model, params (Measure Measure, long Amount)[] amounts)
    {
        if (!question.Filter.Equal.All(equal => Value(call, equal.Column, provider, model) == equal.Value) || !HasTag(call))
        {
            return;
        }

        var key = string.Join('|', [question.Step == TimeStep.None ? "" : Period(call.Call.StartedAt), .. question.By.Select(dimension => Text(dimension, call, provider, model))]);
        if (!_groups.TryGetValue(key, out var sums))
        {
            _groups.Add(key, sums = new long[UsageSums.Columns.Length]);
        }

        foreach (var (measure, amount) in amounts)
        {
            sums[(int)measure] += amount;
        }
    }

    private bool HasTag(RandomCall call) =>
        question.Filter.TagName is not { } name || call.Call.Tags.Any(tag => tag.Key == name && (question.Filter.TagValue is null || tag.Value == question.Filter.TagValue));

    private static string? Text(UsageDimension dimension, RandomCall call, string? provider, string? model) => dimension.Name switch
    {
        "tag:env" => call.Call.Tags.Where(tag => tag.Key == "env").Select(tag => tag.Value).FirstOrDefault("(untagged)"),
        "tag" => call.Call.Tags.Count == 0 ? "(untagged)" : string.Join(' ', call.Call.Tags.Select(tag => $"{tag.Key}:{tag.Value}").Order(StringComparer.Ordinal)),
        _ => Value(call, dimension.Label ?? dimension.Column, provider, model),
    };

    private static string? Value(RandomCall call, GroupColumn column, string? provider, string? model) => column switch
    {
        GroupColumn.Organization => call.Call.OrganizationId.ToString(),
        GroupColumn.Team => call.Call.TeamId.ToString(),
        GroupColumn.TeamName => call.Call.TeamName,
        GroupColumn.PrincipalName => call.Call.PrincipalName,
        GroupColumn.KeyName => call.Call.KeyName,
        GroupColumn.Agent => call.Call.Agent,
        GroupColumn.Session => call.Call.Session,
        GroupColumn.Provider => provider,
        GroupColumn.Model => model,
        GroupColumn.Deployment => "d",
        GroupColumn.Route => call.Call.Route,
        GroupColumn.Status => call.Request.Status.ToString(CultureInfo.InvariantCulture),
        GroupColumn.Result => call.Request.Result.Wire(),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private string Period(DateTimeOffset at)
    {
        var shown = TimeZoneInfo.ConvertTime(at, question.Zone);
        return question.Step switch
        {
            TimeStep.Hour => at.ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture),
            TimeStep.Week => shown.AddDays(-(((int)shown.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeStep.Month => shown.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => shown.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
