namespace Tollgate.Hosting.Settings;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name that differs least; null when none is near.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var name in known)
        {
            var isBeginning = written.Length >= 4 && name.StartsWith(written, StringComparison.OrdinalIgnoreCase);
            var distance = isBeginning ? 1 : Distance(written.ToLowerInvariant(), name);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    /// <summary>The number of letters to insert, take out or replace.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8 || left.Length > 64)
        {
            return int.MaxValue;
        }

        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
