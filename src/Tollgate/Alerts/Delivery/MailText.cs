using System.Globalization;
using System.Net.Mail;
using System.Text;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Delivery;

/// <summary>A notice as a mail (RFC 5322): plain text in UTF-8, every line of it in seven bits.</summary>
internal static class MailText
{
    /// <summary>Bytes of UTF-8 in a word of a heading: with their frame they stay below the 75 signs that a word may have.</summary>
    private const int BytesOfWord = 42;

    private const int SignsOfLine = 76;
    private const string EndOfLine = "\r\n";

    /// <summary>The mail. A line that is a single dot cannot be in it: the body is Base64.</summary>
    public static string Of(AlertNotice notice, MailAddress from, IEnumerable<string> recipients)
    {
        var mail = new StringBuilder();
        mail.Append("From: ").Append(from.Address).Append(EndOfLine)
            .Append("To: ").AppendJoin("," + EndOfLine + " ", recipients).Append(EndOfLine)
            .Append("Subject: ").Append(Heading($"[Tollgate] {notice.Title}")).Append(EndOfLine)
            .Append("Date: ").Append(notice.At.ToString("r", CultureInfo.InvariantCulture).Replace("GMT", "+0000", StringComparison.Ordinal)).Append(EndOfLine)
            .Append(CultureInfo.InvariantCulture, $"Message-ID: <{notice.NoticeId}@{from.Host}>{EndOfLine}")
            .Append(CultureInfo.InvariantCulture, $"X-Tollgate-Notice-Id: {notice.NoticeId}{EndOfLine}")
            .Append("Auto-Submitted: auto-generated").Append(EndOfLine)
            .Append("MIME-Version: 1.0").Append(EndOfLine)
            .Append("Content-Type: text/plain; charset=utf-8").Append(EndOfLine)
            .Append("Content-Transfer-Encoding: base64").Append(EndOfLine)
            .Append(EndOfLine);
        foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(NoticeText.Plain(notice))).Chunk(SignsOfLine))
        {
            mail.Append(line).Append(EndOfLine);
        }

        return mail.ToString();
    }

    /// <summary>A heading in encoded words (RFC 2047): nothing that somebody named something can begin a heading of its own.</summary>
    private static string Heading(string text)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var sign in text.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(Rune.IsControl(sign) ? " " : sign.ToString());
            if (bytes.Count + next.Length > BytesOfWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(next);
        }

        words.Add(Word(bytes));
        return string.Join(EndOfLine + " ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
