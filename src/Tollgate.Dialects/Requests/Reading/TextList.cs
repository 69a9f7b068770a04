using System.Text.Json;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Reads what Embeddings, Completions and Moderations take: a text, texts, token numbers, lists of those, or parts.</summary>
internal static class TextList
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token != JsonTokenType.StartArray)
        {
            PartReader.ReadContent(ref cursor, ref facts, PartPlace.Messages);
            return;
        }

        var hasTokens = false;
        while (cursor.NextElement())
        {
            hasTokens |= cursor.Token == JsonTokenType.Number;
            facts.Messages += cursor.Token == JsonTokenType.Number ? 0 : 1;
            if (cursor.Token == JsonTokenType.StartArray)
            {
                cursor.Skip();
            }
            else
            {
                PartReader.ReadContent(ref cursor, ref facts, PartPlace.Inside);
            }
        }

        facts.Messages += hasTokens ? 1 : 0;
    }
}
