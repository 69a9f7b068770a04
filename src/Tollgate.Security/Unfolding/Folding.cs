using System.Text;

namespace Tollgate.Security.Unfolding;

/// <summary>What characters beyond ASCII stand for: nothing, an ASCII character, or themselves.</summary>
internal static class Folding
{
    /// <summary>The character is dropped: it cannot be seen.</summary>
    public const int Dropped = 0;

    /// <summary>The character stays as it is.</summary>
    public const int Kept = -1;

    // Pairs of look-alike and ASCII letter, from the Cyrillic, Greek, Armenian, Cherokee and Latin blocks.
    private const string Pairs =
        "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтtвbнhАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGԚQԜWґrпnгr" +
        "αaεeοoρpτtυuνvικκkηnχxωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϳj" +
        "օoսuոnհhյjցgɑaɡgɩiʏyʀrɪiɴnʜhʟlʙbᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱsɢgꜰf" +
        "ıiȷjøoðdþpłlđdħhŧtŋnſsƒf";

    private static readonly Dictionary<int, char> LookAlikes = MakeLookAlikes();

    /// <summary>What the character stands for: an ASCII character, <see cref="Dropped"/> or <see cref="Kept"/>.</summary>
    public static int Of(Rune rune)
    {
        var value = rune.Value;
        if (IsInvisible(value))
        {
            return Dropped;
        }

        if (value is >= 0xFF01 and <= 0xFF5E)
        {
            return value - 0xFEE0;
        }

        if (value is >= 0xE0020 and <= 0xE007E)
        {
            return value - 0xE0000;
        }

        return value switch
        {
            >= 0x1D400 and <= 0x1D7FF => Mathematical(value),
            >= 0x24B6 and <= 0x24CF => 'A' + value - 0x24B6,
            >= 0x24D0 and <= 0x24E9 => 'a' + value - 0x24D0,
            >= 0x1F130 and <= 0x1F149 => 'A' + value - 0x1F130,
            >= 0x1F150 and <= 0x1F169 => 'A' + value - 0x1F150,
            >= 0x1F170 and <= 0x1F189 => 'A' + value - 0x1F170,
            >= 0x1F1E6 and <= 0x1F1FF => 'A' + value - 0x1F1E6,
            >= 0xC0 and <= 0x24F => Accented(rune),
            >= 0x2000 and <= 0x200A or 0x202F or 0x205F or 0x3000 or 0xA0 => ' ',
            >= 0x2018 and <= 0x201B => '\'',
            >= 0x201C and <= 0x201F => '"',
            >= 0x2010 and <= 0x2015 => '-',
            _ => Kept,
        };
    }

    /// <summary>The letter that it looks like, when it stands among ASCII letters.</summary>
    public static int LookAlike(Rune rune) => LookAlikes.TryGetValue(rune.Value, out var letter) ? letter : Kept;

    private static bool IsInvisible(int value) => value is
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFEFF or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0xE0100 and <= 0xE01EF) or 0xE0001 or 0xE007F;

    /// <summary>The alphabets of the mathematical block follow each other, 52 letters each; then come digits.</summary>
    private static int Mathematical(int value)
    {
        if (value >= 0x1D7CE)
        {
            return '0' + ((value - 0x1D7CE) % 10);
        }

        if (value >= 0x1D6A4)
        {
            return Kept;
        }

        var letter = (value - 0x1D400) % 52;
        return letter < 26 ? 'A' + letter : 'a' + letter - 26;
    }

    private static int Accented(Rune rune)
    {
        if (rune.Value is 0xD7 or 0xF7)
        {
            return Kept;
        }

        // The letters of Latin-1 and Latin Extended, by the ASCII letter they are built on; a dot where there is none.
        const string Bases =
            "AAAAAAACEEEEIIIIDNOOOOO.OUUUUYPsaaaaaaaceeeeiiiidnooooo.ouuuuypy"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
        var index = rune.Value - 0xC0;
        return index < Bases.Length && Bases[index] != '.' ? Bases[index] : Kept;
    }

    private static Dictionary<int, char> MakeLookAlikes()
    {
        var table = new Dictionary<int, char>();
        for (var index = 0; index + 1 < Pairs.Length; index += 2)
        {
            table[Pairs[index]] = Pairs[index + 1];
        }

        return table;
    }
}
