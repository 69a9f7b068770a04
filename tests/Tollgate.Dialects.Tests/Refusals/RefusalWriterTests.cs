using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Refusals;

namespace Tollgate.Dialects.Tests.Refusals;

/// <summary>CONTRACT 5: what a refusal looks like in each dialect, byte for byte; UPDATE_GOLDEN=1 rewrites the files.</summary>
public sealed class RefusalWriterTests
{
    private static readonly Guid Request = new("01932c5a-7f00-7000-8000-0000000000aa");
    private static readonly Refusal Spent = new(RefusalCode.BudgetExceeded, "Budget 'team-a/month' is spent ($500.00 of $500.00). It renews on 1 December 00:00 UTC.")
    {
        Help = "Ask for `tollgate budgets raise`.",
        Contact = "ops@example.com",
        Step = "reserve",
        Rule = "team-a/month",
        Limit = Money.FromDollars(500),
        Settled = Money.Parse("499.998765432"),
        Reserved = Money.Zero,
        Asked = Money.Parse("0.0375"),
        ResetsAt = new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.FromHours(1)),
    };

    private static readonly Refusal Held = new(RefusalCode.BudgetHeld, "Other calls hold what is left of budget \"me\".") { RetryAfter = TimeSpan.FromMilliseconds(1200) };

    private static readonly Refusal Unreadable = new(RefusalCode.InvalidRequest, "The field 'model' stands twice.") { Parameter = "model" };

    [Theory]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Gemini)]
    public void Bodies_AreAsRecorded(Dialect dialect) => AssertGolden($"{dialect}.txt", buffer =>
    {
        foreach (var refusal in new[] { Spent, Held, Unreadable })
        {
            RefusalWriter.Write(refusal, dialect, Request, buffer);
            buffer.Write("\n"u8);
        }
    });

    [Theory]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Gemini)]
    public void Events_AreAsRecorded(Dialect dialect) =>
        AssertGolden($"{dialect}.sse", buffer => RefusalWriter.WriteEvent(Spent, dialect, Request, buffer, sequenceNumber: 7));

    [Fact]
    public void EveryCode_IsWellFormedInEveryDialect()
    {
        foreach (var row in RefusalTable.Rows)
        {
            foreach (var dialect in Enum.GetValues<Dialect>())
            {
                var buffer = new ArrayBufferWriter<byte>();
                RefusalWriter.Write(new Refusal(row.Code, "A \"quoted\"\nmessage \u00e9"), dialect, Request, buffer);

                using var json = JsonDocument.Parse(buffer.WrittenMemory);
                Assert.Equal("A \"quoted\"\nmessage \u00e9", json.RootElement.GetProperty("error").GetProperty("message").GetString());
                Assert.DoesNotContain((byte)'\n', buffer.WrittenSpan.ToArray());
            }
        }
    }

    [Fact]
    public void AWaitOfMoreThanAMinute_IsNeverOnTheWire()
    {
        var buffer = new ArrayBufferWriter<byte>();

        RefusalWriter.Write(new Refusal(RefusalCode.RateLimited, "x") { RetryAfter = TimeSpan.FromSeconds(61) }, Dialect.Gemini, Request, buffer);

        Assert.DoesNotContain("RetryInfo", Encoding.UTF8.GetString(buffer.WrittenSpan), StringComparison.Ordinal);
    }

    private static void AssertGolden(string file, Action<ArrayBufferWriter<byte>> write, [CallerFilePath] string here = "")
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        var path = Path.Combine(Path.GetDirectoryName(here)!, "golden", file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
