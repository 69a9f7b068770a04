using System.Diagnostics;
using System.Text;
using Tollgate.TestKit.Fuzzing;

namespace Tollgate.Tests.Fuzzing;

/// <summary>Feeds a parser what a mutator makes of real samples. Whatever it throws is a fault of the parser, and so is a text of 64 KB that keeps it busy for seconds.</summary>
internal static class Fuzz
{
    /// <summary>A busy machine is no fault; what grows with the square of 64 KB takes longer than this on any.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Runs a parser that takes bytes.</summary>
    public static void Bytes(int rounds, IReadOnlyList<byte[]> samples, Action<byte[]> parse)
    {
        var mutator = new Mutator(20261121);
        foreach (var sample in samples)
        {
            parse(sample);
        }

        for (var round = 0; round < Mutator.Rounds(rounds); round++)
        {
            var input = mutator.Next(samples);
            var clock = Stopwatch.StartNew();
            try
            {
                parse(input);
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Round {round}: {fault.GetType().Name} on {Convert.ToBase64String(input)}\n{fault}");
            }

            Assert.True(clock.Elapsed < Longest, $"Round {round} took {clock.Elapsed} on {Convert.ToBase64String(input)}");
        }
    }

    /// <summary>Runs a parser that takes text; bytes that are none become signs of replacement.</summary>
    public static void Text(int rounds, IReadOnlyList<string> samples, Action<string> parse) =>
        Bytes(rounds, [.. samples.Select(Encoding.UTF8.GetBytes)], bytes => parse(Encoding.UTF8.GetString(bytes)));

    /// <summary>The same over Latin-1, as headers come.</summary>
    public static void Header(int rounds, IReadOnlyList<string> samples, Action<string> parse) =>
        Bytes(rounds, [.. samples.Select(Encoding.UTF8.GetBytes)], bytes => parse(Encoding.Latin1.GetString(bytes)));
}
