using System.Buffers.Binary;
using System.Numerics;
using Tollgate.Dialects.Requests.Prompts;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>The hash is the polynomial that its collision bound speaks of.</summary>
public sealed class PromptHashTests
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 61) - 1;

    [Fact]
    public void TheHash_IsThePolynomialOfItsInput()
    {
        var random = new Random(61);
        for (var round = 0; round < 500; round++)
        {
            var seed = new byte[16];
            random.NextBytes(seed);
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            var hash = new PromptHash(new PromptKey(seed));

            hash.Add(bytes);
            hash.Add(0xFEDC_BA98_7654_3210);

            Assert.Equal(new UInt128(Expected(seed.AsSpan(0, 8), bytes), Expected(seed.AsSpan(8), bytes)), hash.Digest);
        }
    }

    [Fact]
    public void WhatIsSplitElsewhere_IsAnotherList()
    {
        var key = new PromptKey("0123456789abcdef"u8);

        Assert.NotEqual(Digest(key, "ab", "c"), Digest(key, "a", "bc"));
        Assert.NotEqual(Digest(key, "a", ""), Digest(key, "a"));
        Assert.NotEqual(Digest(key, "a\0"), Digest(key, "a"));
        Assert.NotEqual(Digest(key), Digest(key, ""));
        Assert.NotEqual(Digest(key, "a"), Digest(new PromptKey("0123456789abcdeg"u8), "a"));
    }

    private static UInt128 Digest(PromptKey key, params string[] texts)
    {
        var hash = new PromptHash(key);
        foreach (var text in texts)
        {
            hash.Add(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return hash.Digest;
    }

    private static ulong Expected(ReadOnlySpan<byte> seed, byte[] bytes)
    {
        var point = (BinaryPrimitives.ReadUInt64LittleEndian(seed) % (ulong)(Prime - 1)) + 1;
        var value = BigInteger.One;
        foreach (var coefficient in Coefficients(bytes))
        {
            value = ((value * point) + coefficient) % Prime;
        }

        return (ulong)value;
    }

    private static IEnumerable<BigInteger> Coefficients(byte[] bytes)
    {
        yield return bytes.Length;
        for (var at = 0; at == 0 || at < bytes.Length; at += 7)
        {
            yield return new BigInteger(bytes.AsSpan(at, Math.Min(7, bytes.Length - at)), isUnsigned: true);
        }

        yield return 0x7654_3210;
        yield return 0xFEDC_BA98;
    }
}
