using System.Text.Json;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Gemini's tools: an object's member names the kind, and none of the server's own has a limit of use.</summary>
internal static class GeminiTools
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            ReadTool(ref cursor, ref facts);
            return;
        }

        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            ReadTool(ref cursor, ref facts);
        }
    }

    private static void ReadTool(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadMember(ref cursor, ref facts, field);
        }
    }

    private static void ReadMember(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.FunctionDeclarations:
                CountDeclarations(ref cursor, ref facts);
                break;
            case Field.ComputerUse:
                facts.Tools++;
                cursor.Skip();
                break;
            case Field.FileSearch:
                NoteServerTool(ref cursor, ref facts, field);
                ReadStores(ref cursor, ref facts);
                break;
            default:
                NoteServerTool(ref cursor, ref facts, field);
                cursor.Skip();
                break;
        }
    }

    private static void CountDeclarations(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            facts.Tools++;
            facts.LargestTool = Math.Max(facts.LargestTool, cursor.Value().Length);
        }
    }

    private static void NoteServerTool(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        if (cursor.Token == JsonTokenType.Null)
        {
            return;
        }

        facts.Tools++;
        ToolReader.NoteUnbounded(ref facts, KindOf(field), cursor.Name);
    }

    private static ServerToolKinds KindOf(Field field) => field switch
    {
        Field.GoogleSearch or Field.GoogleSearchRetrieval or Field.EnterpriseWebSearch => ServerToolKinds.WebSearch,
        Field.CodeExecution => ServerToolKinds.CodeExecution,
        Field.UrlContext => ServerToolKinds.WebFetch,
        Field.GoogleMaps => ServerToolKinds.Maps,
        Field.FileSearch or Field.Retrieval => ServerToolKinds.FileSearch,
        _ => ServerToolKinds.Unknown,
    };

    private static void ReadStores(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.FileSearchStoreNames)
            {
                HostReader.ReadIds(ref cursor, ref facts, ProviderObjectKind.VectorStore);
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}
