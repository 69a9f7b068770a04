using System.Security.Cryptography;
using Tollgate.Callers.SignIn;

namespace Tollgate.Tests.Callers;

public sealed class GatewayKeyTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData(false, "tg-", 61)]
    [InlineData(true, "tga-", 62)]
    public void ANewKey_HasTheShapeOfTheContract(bool isAdmin, string prefix, int length)
    {
        var key = Create(isAdmin);

        Assert.StartsWith(prefix, key, StringComparison.Ordinal);
        Assert.Equal(length, key.Length);
        Assert.Matches("^[0-9A-Za-z]{8}-[0-9A-Za-z]{49}$", key[prefix.Length..]);
        Assert.True(GatewayKey.IsWellFormed(key));
        Assert.Equal(key[..(prefix.Length + 8)], GatewayKey.Label(key));
    }

    [Fact]
    public void NewKeys_AreAllDifferentAndUseTheWholeAlphabet()
    {
        var keys = Enumerable.Range(0, 500).Select(_ => Create(false)).ToHashSet();

        Assert.Equal(500, keys.Count);
        Assert.Equal(62, keys.SelectMany(key => key[3..11] + key[12..55]).Distinct().Count());
    }

    [Fact]
    public void AnySingleChangedCharacter_IsNoticed()
    {
        var key = Create(false);
        for (var at = 0; at < key.Length; at++)
        {
            foreach (var other in Alphabet.Where(other => other != key[at]))
            {
                var changed = key[..at] + other + key[(at + 1)..];

                Assert.False(GatewayKey.IsWellFormed(changed), changed);
            }
        }
    }

    [Fact]
    public void AnyTwoNeighboursSwapped_AreNoticed()
    {
        var key = Create(true);
        for (var at = 0; at + 1 < key.Length; at++)
        {
            var swapped = string.Concat(key.AsSpan(0, at), key.AsSpan(at + 1, 1), key.AsSpan(at, 1), key.AsSpan(at + 2));

            Assert.Equal(swapped == key, GatewayKey.IsWellFormed(swapped));
        }
    }

    [Fact]
    public void EveryPrefixAndEveryLongerText_IsNoKey()
    {
        var key = Create(false);
        for (var length = 0; length < key.Length; length++)
        {
            Assert.False(GatewayKey.IsWellFormed(key.AsSpan(0, length)));
        }

        foreach (var more in new[] { "0", "\0", " ", "\n", key })
        {
            Assert.False(GatewayKey.IsWellFormed(key + more));
        }
    }

    [Fact]
    public void AKeyOfOneKind_IsNotOneOfTheOther()
    {
        var key = Create(false);

        Assert.False(GatewayKey.IsWellFormed("tga-" + key[3..]));
    }

    [Fact]
    public void HostileTexts_AreNoKeysAndRaiseNothing()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new char[random.Next(0, 80)];
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = (char)random.Next(0, 0x10000);
            }

            Assert.False(GatewayKey.IsWellFormed(text));
            Assert.False(GatewayKey.IsWellFormed("tg-" + new string(text)));
        }
    }

    [Fact]
    public void AHash_ReadsBackAsItWasWritten_AndOddOnesAreRefused()
    {
        Assert.True(KeyHash.TryOf("some key", out var hash));
        Assert.True(KeyHash.TryParse(Convert.ToHexString(hash.ToBytes()), out var read));

        Assert.Equal(hash, read);
        Assert.Equal(hash.GetHashCode(), read.GetHashCode());
        Assert.True(hash.Equals((object)KeyHash.FromBytes(hash.ToBytes())));
        Assert.Equal(SHA256.HashData("some key"u8), hash.ToBytes());
        Assert.False(KeyHash.TryOf(new string('x', KeyHash.MaxKeyLength + 1), out _));
        Assert.False(KeyHash.TryOf(new string('ü', KeyHash.MaxKeyLength), out _));
        Assert.False(KeyHash.TryOf("", out _));
        Assert.False(KeyHash.TryParse(new string('0', 63), out _));
        Assert.False(KeyHash.TryParse(new string('g', 64), out _));
    }

    private static string Create(bool isAdmin)
    {
        using var random = RandomNumberGenerator.Create();
        return GatewayKey.Create(isAdmin, random);
    }
}
