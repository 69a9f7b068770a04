using System.Text.Json;

namespace Tollgate.Pricing.Catalog;

/// <summary>
/// Reads only the names of a catalogue file, so that a start costs no more than that.
/// A model's line begins with "model", then "aliases" and "hosted" where it has them; reading stops there.
/// </summary>
internal static class CatalogLines
{
    /// <summary>The non-empty lines of a file.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!file.IsEmpty)
        {
            var end = file.Span.IndexOf((byte)'\n');
            var line = end < 0 ? file : file[..end];
            if (!line.IsEmpty)
            {
                lines.Add(line);
            }

            file = end < 0 ? default : file[(end + 1)..];
        }

        return lines;
    }

    /// <summary>Whether a provider's line begins by saying that it makes its models: {"provider":…,"maker":true,…}.</summary>
    public static bool SaysMaker(ReadOnlyMemory<byte> line)
    {
        var reader = Open(line);
        _ = ReadName(ref reader, "provider"u8);
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("maker"u8) && reader.Read() && reader.GetBoolean();
    }

    /// <summary>Reads the names at the beginning of a model's line.</summary>
    /// <exception cref="FormatException">The line does not begin with "model".</exception>
    public static ListedModel ReadNames(ListedProvider provider, bool isMaker, ReadOnlyMemory<byte> line)
    {
        var reader = Open(line);
        var name = ReadName(ref reader, "model"u8);
        var aliases = new List<string>();
        var isHosted = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("aliases"u8))
            {
                ReadAliases(ref reader, aliases);
            }
            else if (reader.ValueTextEquals("hosted"u8) && reader.Read())
            {
                isHosted = reader.GetBoolean();
            }
            else
            {
                break;
            }
        }

        return new ListedModel(provider, name, aliases, isMaker && !isHosted, line);
    }

    private static void ReadAliases(ref Utf8JsonReader reader, List<string> aliases)
    {
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            aliases.Add(reader.GetString()!);
        }
    }

    private static Utf8JsonReader Open(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span, isFinalBlock: false, state: default);
        _ = reader.Read();
        return reader;
    }

    private static string ReadName(ref Utf8JsonReader reader, ReadOnlySpan<byte> property) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(property) && reader.Read() && reader.GetString() is { } name
            ? name
            : throw new FormatException("A catalogue line must begin with its name.");
}
