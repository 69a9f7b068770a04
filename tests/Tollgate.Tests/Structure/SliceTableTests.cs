using System.Text.RegularExpressions;

namespace Tollgate.Tests.Structure;

public sealed partial class SliceTableTests
{
    private static readonly Dictionary<string, HashSet<string>> Table = ReadTable();

    [Fact]
    public void EverySliceHasARowAndEveryRowASlice()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Sources.Root, "src/Tollgate"))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj"))
            .ToHashSet();

        Assert.Empty(folders.Except(Table.Keys));
    }

    [Fact]
    public void NoSliceUsesASliceThatIsNotInItsRow()
    {
        var wrong = new List<string>();
        foreach (var path in Sources.Files("src/Tollgate"))
        {
            var slice = Sources.Short(path).Split('/')[2];
            foreach (Match match in SliceName().Matches(File.ReadAllText(path)))
            {
                var used = match.Groups[1].Value;
                if (used != slice && Table.ContainsKey(used) && Table.TryGetValue(slice, out var allowed) && !allowed.Contains(used))
                {
                    wrong.Add($"{Sources.Short(path)} uses {used}");
                }
            }
        }

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void TheTableHasNoCycle()
    {
        foreach (var slice in Table.Keys)
        {
            Assert.DoesNotContain(slice, Reachable(slice));
        }
    }

    private static HashSet<string> Reachable(string slice)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(Table[slice]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var further in Table[next])
                {
                    open.Push(further);
                }
            }
        }

        return seen;
    }

    private static Dictionary<string, HashSet<string>> ReadTable() =>
        File.ReadLines(Path.Combine(Sources.Root, "docs/slices.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| slice", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => cells[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    [GeneratedRegex(@"\bTollgate\.([A-Z]\w+)\b")]
    private static partial Regex SliceName();
}
