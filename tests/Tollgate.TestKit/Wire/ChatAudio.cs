using System.Text;
using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>What a Chat answer says: text, or speech with its transcript.</summary>
internal static class ChatAudio
{
    private const int BytesPerSpoken = 100;

    /// <summary>Writes the content of a whole message.</summary>
    public static void WriteMessage(Reply reply, Utf8JsonWriter json)
    {
        if (!reply.Ask.WantsAudio)
        {
            json.WriteString("content", reply.Text);
            return;
        }

        json.WriteNull("content");
        json.WriteStartObject("audio");
        json.WriteString("id", "audio_" + reply.Id[^12..]);
        json.WriteNumber("expires_at", reply.Created + 3_600);
        json.WriteString("data", Data(reply.Text));
        json.WriteString("transcript", reply.Text);
        json.WriteEndObject();
    }

    /// <summary>Writes one piece of a stream.</summary>
    public static void WriteDelta(Reply reply, Utf8JsonWriter json, string piece)
    {
        if (!reply.Ask.WantsAudio)
        {
            json.WriteString("content", piece);
            return;
        }

        json.WriteStartObject("audio");
        json.WriteString("data", Data(piece));
        json.WriteString("transcript", piece);
        json.WriteEndObject();
    }

    private static string Data(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('~', text.Length * BytesPerSpoken)));
}
