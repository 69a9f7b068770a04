using System.Text.Json;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Reads which stores, files and containers a tool works on at the provider.</summary>
internal static class HostReader
{
    /// <summary>One member of a tool that may name provider objects.</summary>
    public static void ReadMember(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.VectorStoreIds:
                ReadIds(ref cursor, ref facts, ProviderObjectKind.VectorStore);
                break;
            case Field.FileIds:
                ReadIds(ref cursor, ref facts, ProviderObjectKind.File);
                break;
            case Field.Container or Field.InputImageMask:
                ReadContainer(ref cursor, ref facts);
                break;
            case Field.FileId:
                PartReader.NoteId(ref cursor, ref facts, ProviderObjectKind.File);
                break;
            case Field.ContainerId:
                PartReader.NoteId(ref cursor, ref facts, ProviderObjectKind.Container);
                break;
            case Field.ImageUrl:
                NoteImage(ref cursor, ref facts);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    /// <summary>A container: its id, or an object that describes one.</summary>
    public static void ReadContainer(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token == JsonTokenType.String)
        {
            PartReader.NoteId(ref cursor, ref facts, ProviderObjectKind.Container);
            return;
        }

        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            switch (field)
            {
                case Field.Id:
                    PartReader.NoteId(ref cursor, ref facts, ProviderObjectKind.Container);
                    break;
                case Field.Skills:
                    ReadSkills(ref cursor, ref facts);
                    break;
                default:
                    ReadMember(ref cursor, ref facts, field);
                    break;
            }
        }
    }

    /// <summary>A shell's environment; answers whether it is the provider's.</summary>
    public static bool ReadEnvironment(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return false;
        }

        var isLocal = false;
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Type)
            {
                isLocal = cursor.Text().Of(cursor.Body).SequenceEqual("local"u8);
            }
            else
            {
                ReadMember(ref cursor, ref facts, field);
            }
        }

        return !isLocal;
    }

    /// <summary>A list of ids of one kind.</summary>
    public static void ReadIds(ref JsonCursor cursor, ref RequestFacts facts, ProviderObjectKind kind)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            PartReader.NoteId(ref cursor, ref facts, kind);
        }
    }

    private static void ReadSkills(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            if (cursor.EnterObject())
            {
                ReadSkill(ref cursor, ref facts);
            }
        }
    }

    private static void ReadSkill(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.SkillId)
            {
                PartReader.NoteId(ref cursor, ref facts, ProviderObjectKind.Skill);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private static void NoteImage(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var url = cursor.Text();
        if (url.IsEmpty)
        {
            return;
        }

        facts.Images++;
        if (!url.Of(cursor.Body).StartsWith("data:"u8))
        {
            facts.NoteForeign(url);
        }
    }
}
