using Tollgate.Security.Matching;
using Tollgate.Security.Secrets;

namespace Tollgate.Security.Leaks;

/// <summary>
/// Finds in what a model says, and in what it calls tools with, the ways that data leaves by: pictures and links whose address carries it to
/// hosts that nobody trusts, names of hosts made of it, and a lot of coded data.
/// </summary>
public sealed class LeakDetector(HostList trusted, int bulkBytes) : TextDetector
{
    private const int FurthestMark = 300;
    private const float Sure = 0.92f;
    private const float Likely = 0.85f;
    private const float Doubtful = 0.6f;
    private const float BulkEntropy = 3.2f;
    private static readonly ByteClass Coded = ByteClass.Parse("A-Za-z0-9+/_=-");

    internal override void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = text.IndexOf("://"u8); at >= 0;)
        {
            var place = UrlPlace.Read(text, at);
            Judge(text, place, ref sink);
            var next = Math.Max(place.End, at + 3);
            var more = text[next..].IndexOf("://"u8);
            at = more < 0 ? -1 : next + more;
        }

        if (text.Length >= bulkBytes)
        {
            FindBulk(text, ref sink);
        }
    }

    private void Judge(ReadOnlySpan<byte> text, in UrlPlace place, ref ScanSink sink)
    {
        var host = text[place.HostStart..place.HostEnd];
        if (host.IsEmpty || trusted.Has(host))
        {
            return;
        }

        if (DataReader.IsInName(host))
        {
            sink.Report(LeakRules.Name, Severity.High, Likely, place.Start, place.End);
            return;
        }

        var carried = DataReader.Read(text[place.HostEnd..place.End]);
        if (carried != CarriedData.Nothing)
        {
            var isImage = IsImage(text, place.Start);
            var confidence = Confidence(isImage, carried);
            sink.Report(isImage ? LeakRules.Image : LeakRules.Address, confidence < Likely ? Severity.Medium : Severity.High, confidence, place.Start, place.End);
        }
    }

    /// <summary>Words are surer than what nobody can read, and a picture is fetched without a click; where an owner says whom he trusts, it counts that this is somebody else.</summary>
    private float Confidence(bool isImage, CarriedData carried)
    {
        if (carried == CarriedData.Readable)
        {
            return isImage ? Sure : Likely;
        }

        return isImage && !trusted.IsEmpty ? Likely : Doubtful;
    }

    /// <summary>Whether a client that shows the text fetches the address by itself: Markdown's and HTML's pictures.</summary>
    private static bool IsImage(ReadOnlySpan<byte> text, int start)
    {
        var before = text[Math.Max(0, start - FurthestMark)..start];
        var mark = before.LastIndexOf("!["u8);
        if (mark >= 0 && before[mark..].IndexOf((byte)']') is > 0 and var close && before[(mark + close)..].Trim("]( <"u8).IsEmpty)
        {
            return true;
        }

        var tag = before.LastIndexOf((byte)'<');
        return tag >= 0 && before[tag..].IndexOf((byte)'>') < 0 && (before[tag..].StartsWith("<img"u8) || before[tag..].StartsWith("<iframe"u8) || before[tag..].StartsWith("<link"u8) || before[tag..].StartsWith("<video"u8));
    }

    /// <summary>Runs of coded characters, over the ends of lines.</summary>
    private void FindBulk(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = 0; at < text.Length;)
        {
            var (end, length) = Run(text, at);
            if (length >= bulkBytes && IsCoded(text[at..end]))
            {
                sink.Report(LeakRules.Bulk, Severity.High, Likely, at, end);
            }

            at = Math.Max(end, at + 1);
        }
    }

    private static (int End, int Length) Run(ReadOnlySpan<byte> text, int at)
    {
        var length = 0;
        while (at < text.Length)
        {
            var run = Coded.Run(text[at..], text.Length);
            length += run;
            at += run;
            var gap = LineEnd(text[at..]);
            if (run == 0 || gap == 0)
            {
                break;
            }

            at += gap;
        }

        return (at, length);
    }

    /// <summary>The end of a line, as it stands or as JSON writes it.</summary>
    private static int LineEnd(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length < 4 && (text[length] is (byte)'\n' or (byte)'\r' || text[length..].StartsWith("\\n"u8) || text[length..].StartsWith("\\r"u8)))
        {
            length += text[length] == '\\' ? 2 : 1;
        }

        return length;
    }

    /// <summary>Letters of every sort in no order; words without blanks, and one letter again and again, are not.</summary>
    private static bool IsCoded(ReadOnlySpan<byte> run)
    {
        var look = run[..Math.Min(run.Length, 255)];
        return (Randomness.Classes(look) & 1) != 0 && Randomness.Entropy(look) >= BulkEntropy && !look.StartsWith("iVBORw0KGgo"u8) && !look.StartsWith("/9j/"u8);
    }
}
