using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tollgate.TestKit.Provider;

/// <summary>A quick hash of prompt content; eight bytes a step.</summary>
public static class PromptHash
{
    /// <summary>Where a chain of hashes starts.</summary>
    public const ulong Seed = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Continues a hash over bytes.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = Add(hash, word);
        }

        var rest = bytes[(bytes.Length & ~7)..];
        Span<byte> tail = stackalloc byte[8];
        tail.Clear();
        rest.CopyTo(tail);
        return Add(hash, BinaryPrimitives.ReadUInt64LittleEndian(tail) ^ ((ulong)bytes.Length << 56));
    }

    /// <summary>Continues a hash over another one.</summary>
    public static ulong Add(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 0xD6E8_FEB8_6659_FD93;
        return hash ^ (hash >> 32);
    }

    /// <summary>The part that a JSON value makes, its cache mark aside.</summary>
    public static PromptPart Part(JsonElement value, PartKind kind = PartKind.Text)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            var raw = JsonMarshal.GetRawUtf8Value(value);
            return new(Add(Seed, raw), raw.Length, kind, CacheMark.None);
        }

        if (value.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String
            && value.TryGetProperty("type"u8, out var type) && (type.ValueEquals("text"u8) || type.ValueEquals("input_text"u8)))
        {
            // A block that holds nothing but text reads the same as the bare text.
            return Part(text) with { Mark = value.TryGetProperty("cache_control"u8, out var control) ? MarkOf(control) : CacheMark.None };
        }

        var hash = Seed;
        var bytes = 0;
        var mark = CacheMark.None;
        foreach (var property in value.EnumerateObject())
        {
            if (property.NameEquals("cache_control"u8))
            {
                mark = MarkOf(property.Value);
                continue;
            }

            var raw = JsonMarshal.GetRawUtf8Value(property.Value);
            hash = Add(Add(hash, JsonMarshal.GetRawUtf8PropertyName(property)), raw);
            bytes += raw.Length;
        }

        return new(hash, bytes, kind, mark);
    }

    private static CacheMark MarkOf(JsonElement mark) =>
        mark.ValueKind != JsonValueKind.Object ? CacheMark.None
        : mark.TryGetProperty("ttl"u8, out var ttl) && ttl.ValueEquals("1h"u8) ? CacheMark.Hour
        : CacheMark.FiveMinutes;
}
