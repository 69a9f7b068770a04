namespace Tollgate.Ledger.Journals;

/// <summary>Looks over what earlier runs left, before anything is read from it.</summary>
internal static class JournalOpening
{
    /// <summary>Checks every segment; cuts a torn end off the last one that holds records. Unsound bytes anywhere else are damage, and so is an emptied segment before it.</summary>
    public static (IReadOnlyList<SegmentScan> Segments, long TruncatedBytes) Scan(IJournalFolder folder)
    {
        var scans = new List<SegmentScan>();
        foreach (var number in folder.List())
        {
            scans.Add(Scan(folder, number));
        }

        var last = scans.FindLastIndex(scan => !scan.IsEmpty);
        var truncated = 0L;
        for (var i = 0; i < scans.Count; i++)
        {
            if (i < last && scans[i].Length < JournalSegment.HeaderBytes)
            {
                // Segments are filled in their order: one before the last that has not even a header has lost what it held.
                scans[i] = scans[i] with { IsDamaged = true };
                continue;
            }

            if (scans[i].TailBytes == 0 || scans[i].IsDamaged)
            {
                continue;
            }

            if (i < last)
            {
                scans[i] = scans[i] with { IsDamaged = true };
                continue;
            }

            truncated += scans[i].TailBytes;
            using var file = folder.Open(scans[i].Number, canWrite: true);
            file.Truncate(scans[i].End);
        }

        return (scans, truncated);
    }

    private static SegmentScan Scan(IJournalFolder folder, long number)
    {
        try
        {
            using var file = folder.Open(number, canWrite: false);
            return SegmentScan.Of(number, file);
        }
        catch (IOException)
        {
            return new SegmentScan(number, 0, []) { IsDamaged = true };
        }
    }
}
