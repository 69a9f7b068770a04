using System.Numerics;
using System.Text;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Tests.Guards;

public sealed class CleanTextsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(static value => (byte)(value * 13))];
    private static readonly Rule Rule = new("r", FindingKind.PromptInjection, Severity.High, "t", "e", "f");

    /// <summary>The polynomial by whole numbers of any size, block after block.</summary>
    [Fact]
    public void A_print_is_the_polynomial_that_it_says_it_is()
    {
        var random = new Random(5);
        var print = new TextPrint(Key);
        for (var length = 0; length < 300; length++)
        {
            var text = new byte[length];
            random.NextBytes(text);
            if (length % 3 == 0)
            {
                Array.Fill(text, (byte)0xFF);
            }

            var (first, second) = print.Of(text, 2);

            Assert.Equal((Slowly(text, 2, 0), Slowly(text, 2, 8)), (first, second));
        }
    }

    [Fact]
    public void Texts_that_differ_in_a_bit_a_length_or_a_source_have_different_prints()
    {
        var print = new TextPrint(Key);
        var text = new byte[120];
        var seen = new HashSet<(ulong, ulong)> { print.Of(text, 0), print.Of(text, 1), print.Of(text.AsSpan(1), 0), print.Of([], 0) };
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            text[bit / 8] ^= (byte)(1 << (bit % 8));
            seen.Add(print.Of(text, 0));
            text[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(4 + (text.Length * 8), seen.Count);
    }

    [Fact]
    public void A_clean_text_is_looked_through_once_for_each_source()
    {
        var looks = 0;
        var texts = new CleanTexts((ReadOnlySpan<byte> _, Source _, ReadOnlySpan<TextDetector> _, ref Findings _) => looks++, Key);
        var findings = default(Findings);
        for (var i = 0; i < 5; i++)
        {
            texts.Scan("a text that holds nothing"u8, Source.User, [], ref findings);
            texts.Scan("a text that holds nothing"u8, Source.Tool, [], ref findings);
            texts.Scan("another text that holds nothing"u8, Source.Tool, [], ref findings);
        }

        Assert.Equal((3, 0), (looks, findings.Count));
    }

    [Fact]
    public void What_is_found_is_found_again_every_time_whatever_else_is_remembered()
    {
        var texts = new CleanTexts(static (ReadOnlySpan<byte> text, Source _, ReadOnlySpan<TextDetector> _, ref Findings findings) =>
        {
            if (text[^1] == '!')
            {
                findings.Add(new Finding(Rule, Severity.High, 0.9f, 0, text.Length, false));
            }
        });
        var random = new Random(9);
        for (var i = 0; i < 60_000; i++)
        {
            var number = random.Next(30_000);
            var isHostile = number % 7 == 0;
            var findings = default(Findings);
            texts.Scan(Encoding.ASCII.GetBytes($"text number {number}{(isHostile ? '!' : '.')}"), Source.User, [], ref findings);
            Assert.Equal(isHostile ? 1 : 0, findings.Count);
        }
    }

    private static ulong Slowly(byte[] text, byte kind, int key)
    {
        var prime = (BigInteger.One << 61) - 1;
        var point = (new BigInteger(Key.AsSpan(key, 8), isUnsigned: true) % (prime - 2)) + 2;
        var sum = (((new BigInteger(text.Length) << 8) | kind) * point) % prime;
        for (var at = 0; at == 0 || at < text.Length; at += 7)
        {
            var block = new BigInteger(text.AsSpan(at, Math.Min(7, text.Length - at)), isUnsigned: true);
            sum = ((sum + block) * point) % prime;
        }

        return (ulong)sum;
    }
}
