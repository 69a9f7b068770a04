using System.Text.RegularExpressions;
using Tollgate.Hosting.Settings;

namespace Tollgate.Tests.Structure;

/// <summary>What others run for us: it must be YAML, name what is there, and take nobody's code by a name that can be moved.</summary>
public sealed partial class AutomationFileTests
{
    public static TheoryData<string> Workflows => new(Directory.GetFiles(Path.Combine(Sources.Root, ".github/workflows")).Select(Sources.Short));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void AWorkflow_TakesActionsByCommit_AndHasNoMoreRightsThanReading(string path)
    {
        var root = Read(path);

        var used = Texts(root, "uses").ToList();
        Assert.NotEmpty(used);
        Assert.All(used, action => Assert.Matches(PinnedAction(), action));
        Assert.Equal(["read"], Entry(root, "permissions").Entries.Select(right => right.Value.Text));
        Assert.All(Entry(root, "jobs").Entries, job => Assert.Contains(job.Value.Entries, entry => entry.Key == "timeout-minutes"));
        Assert.All(Texts(root, "run").Where(run => run.StartsWith("./", StringComparison.Ordinal)), run => Assert.True(File.Exists(Path.Combine(Sources.Root, run))));
        Assert.DoesNotContain(Texts(root, "run"), run => run.Contains("${{", StringComparison.Ordinal));
        Assert.Contains(File.ReadAllLines(Path.Combine(Sources.Root, path)), line => line.Contains("persist-credentials: false", StringComparison.Ordinal));
    }

    [Fact]
    public void Dependabot_LooksWhereLockFilesAre()
    {
        var updates = Entry(Read(".github/dependabot.yml"), "updates").Items;

        var folders = updates.Where(update => Text(update, "package-ecosystem") == "npm").SelectMany(update => Entry(update, "directories").Items).Select(folder => folder.Text.TrimStart('/')).ToHashSet();
        var locks = Directory.GetFiles(Path.Combine(Sources.Root, "tests"), "package-lock.json", SearchOption.AllDirectories).Where(path => !path.Contains("node_modules", StringComparison.Ordinal));
        Assert.Superset(locks.Select(path => Path.GetDirectoryName(Sources.Short(path))!).ToHashSet(), folders);
        Assert.Superset(new HashSet<string> { "nuget", "github-actions" }, updates.Select(update => Text(update, "package-ecosystem")).ToHashSet());
        Assert.All(updates, update => Assert.InRange(int.Parse(Text(update, "open-pull-requests-limit"), System.Globalization.CultureInfo.InvariantCulture), 1, 10));
    }

    [Fact]
    public void PreCommit_RunsWhatIsThere()
    {
        var hooks = Entry(Read(".pre-commit-config.yaml"), "repos").Items.SelectMany(repository => Entry(repository, "hooks").Items).ToList();

        Assert.NotEmpty(hooks);
        foreach (var words in hooks.Select(hook => Text(hook, "entry").Split(' ')))
        {
            var file = words[0] is "python3" or "dotnet" or "bash" ? words.FirstOrDefault(word => word.Contains('/', StringComparison.Ordinal)) : words[0];
            Assert.True(file is null || File.Exists(Path.Combine(Sources.Root, file)), string.Join(' ', words));
        }
    }

    private static YamlNode Read(string path)
    {
        var findings = new List<SettingsFinding>();
        var root = YamlTree.Read(File.ReadAllText(Path.Combine(Sources.Root, path)), findings);
        Assert.Empty(findings);
        return root!;
    }

    private static YamlNode Entry(YamlNode node, string name) => node.Entries.Single(entry => entry.Key == name).Value;

    private static string Text(YamlNode node, string name) => node.Entries.FirstOrDefault(entry => entry.Key == name).Value?.Text ?? "";

    private static IEnumerable<string> Texts(YamlNode node, string name) =>
        node.Entries.Where(entry => entry.Key == name).Select(entry => entry.Value.Text)
            .Concat(node.Entries.SelectMany(entry => Texts(entry.Value, name))).Concat(node.Items.SelectMany(item => Texts(item, name)));

    [GeneratedRegex(@"^(\./|[\w.-]+/[\w./-]+@[0-9a-f]{40}$)")]
    private static partial Regex PinnedAction();
}
