using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>The reader against System.Text.Json as an oracle, over random bodies; and the splicer against editing the parsed tree.</summary>
public sealed class RequestPropertyTests
{
    private const int Bodies = 3000;

    [Fact]
    public void Facts_EqualWhatAParserFinds()
    {
        for (var seed = 0; seed < Bodies; seed++)
        {
            var body = new RandomBody(seed).Chat();
            var root = JsonNode.Parse(body)!.AsObject();

            var facts = Reading.Facts(Surface.ChatCompletions, body);

            Assert.Equal(Text(root, "model"), Unescaped(body, facts.Model));
            Assert.Equal(Text(root, "user") ?? "", Unescaped(body, facts.User));
            Assert.Equal(Text(root, "service_tier") ?? "", Unescaped(body, facts.ServiceTier));
            Assert.Equal(root["stream"]?.GetValue<bool>() ?? false, facts.Stream);
            Assert.Equal(root["stream_options"]?["include_usage"]?.GetValue<bool>() ?? false, facts.AsksForUsage);
            Assert.Equal(Math.Max(Number(root, "max_tokens") ?? 0, Number(root, "max_completion_tokens") ?? 0), facts.Limit);
            Assert.Equal(Number(root, "n") ?? 1, facts.Choices);
            Assert.Equal((root["messages"] as JsonArray)?.Count ?? 0, facts.Messages);
            var urls = Urls(root);
            Assert.Equal(urls.Count, facts.Images);
            Assert.Equal(urls.Where(url => url.StartsWith("data:", StringComparison.Ordinal)).Sum(url => url.Length), facts.MediaBytes);
            Assert.Equal(urls.FirstOrDefault(url => !url.StartsWith("data:", StringComparison.Ordinal)) ?? "", Reading.Text(body, facts.ForeignReference));
        }
    }

    [Fact]
    public void Splices_ChangeTheValuesTheySet_AndNoOtherByte()
    {
        for (var seed = 0; seed < Bodies; seed++)
        {
            var body = new RandomBody(seed).Chat();
            var field = seed % 2 == 0 ? OutputLimitField.MaxTokens : OutputLimitField.MaxCompletionTokens;

            var spliced = Spliced(body, field, limit: 1024);

            var expected = JsonNode.Parse(body)!.AsObject();
            Edit(expected, field, 1024);
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(spliced)), $"seed {seed}: {body} became {spliced}");
            Assert.Equal(RequestFault.None, Reading.Fault(Surface.ChatCompletions, spliced));
        }
    }

    [Fact]
    public void BytesOutsideTheSplices_AreEqual()
    {
        for (var seed = 0; seed < Bodies; seed++)
        {
            var body = new RandomBody(seed).Chat();
            var facts = Reading.Facts(Surface.ChatCompletions, body);
            var splices = default(Splices);

            RequestSplicer.SetModel(ref splices, Surface.ChatCompletions, facts, "other"u8);

            var bytes = Encoding.UTF8.GetBytes(body);
            byte[] expected = [.. bytes.AsSpan(0, facts.Model.Start), .. "other"u8, .. bytes.AsSpan(facts.Model.End)];
            Assert.Equal(expected, Splicing.Apply(splices, bytes));
        }
    }

    private static string Spliced(string body, OutputLimitField field, long limit)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var facts = Reading.Facts(Surface.ChatCompletions, body);
        var splices = default(Splices);
        RequestSplicer.SetModel(ref splices, Surface.ChatCompletions, facts, "up\"stream\\\u0001"u8);
        RequestSplicer.SetOutputLimit(ref splices, Surface.ChatCompletions, facts, field, limit);
        RequestSplicer.AskForUsage(ref splices, Surface.ChatCompletions, facts);
        return Encoding.UTF8.GetString(Splicing.Apply(splices, bytes));
    }

    private static void Edit(JsonObject root, OutputLimitField field, long limit)
    {
        root["model"] = "up\"stream\\\u0001";
        var options = root["stream_options"] as JsonObject ?? [];
        options["include_usage"] = true;
        root["stream_options"] = options.DeepClone();
        var (wanted, other) = field == OutputLimitField.MaxTokens ? ("max_tokens", "max_completion_tokens") : ("max_completion_tokens", "max_tokens");
        Lower(root, wanted, limit);
        Lower(root, other, limit);
        var isCarried = field == OutputLimitField.MaxCompletionTokens && Number(root, other) is not null;
        if (Number(root, wanted) is null && !isCarried)
        {
            root[wanted] = limit;
        }
    }

    private static void Lower(JsonObject root, string name, long limit)
    {
        if (Number(root, name) > limit)
        {
            root[name] = limit;
        }
    }

    private static List<string> Urls(JsonObject root) =>
        [.. ((root["messages"] as JsonArray) ?? []).SelectMany(message => message!["content"] as JsonArray ?? []).Select(part => part!["image_url"]?["url"]?.GetValue<string>()).OfType<string>()];

    private static string? Text(JsonObject root, string name) => root[name]?.GetValue<string>();

    private static long? Number(JsonObject root, string name) => root[name] is JsonValue value ? (long)decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string Unescaped(string body, Slice slice)
    {
        var buffer = new byte[256];
        Assert.True(JsonText.TryUnescape(slice.Of(Encoding.UTF8.GetBytes(body)), buffer, out var length));
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
