using Tollgate.Cli.SourceScan.Git;

namespace Tollgate.Cli.SourceScan.Hooks;

/// <summary>Where a repository's hook of commits stands, and who looks after the folder.</summary>
/// <param name="File">The hook.</param>
/// <param name="Keeper">`git`, `core.hooksPath` or `husky`.</param>
/// <param name="IsShared">Whether other repositories use the folder too.</param>
internal sealed record HookPlace(string File, string Keeper, bool IsShared)
{
    private const string Name = "pre-commit";

    /// <summary>Where the hook that was there before is kept.</summary>
    public string Chained => $"{File}.{HookScript.ChainedEnding}";

    /// <summary>Finds the place; a bare repository has none, for nobody commits in it.</summary>
    public static HookPlace Find(string folder)
    {
        var (answers, isWell) = GitProcess.TryRead(folder, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--git-path", "hooks");
        var lines = answers.Split('\n');
        if (!isWell || lines.Length != 2)
        {
            throw new CliFault(ExitCode.NotFound, $"'{folder}' is in no git repository, or git does not trust it.");
        }

        if (lines[0] == "true")
        {
            throw new CliFault(ExitCode.Usage, "This repository is bare: nobody commits in it, so that it has no use for the hook.");
        }

        var (setting, isSet) = GitProcess.TryRead(folder, "config", "--show-scope", "--get", "core.hooksPath");
        return isSet ? OfSetting(lines[1], setting[..setting.IndexOf('\t', StringComparison.Ordinal)]) : new HookPlace(Path.Combine(lines[1], Name), "git", IsShared: false);
    }

    /// <summary>Husky writes the folder that git looks into anew; what people keep stands in the one above.</summary>
    private static HookPlace OfSetting(string hooks, string scope)
    {
        var isShared = scope is "global" or "system";
        var isWritten = Path.GetFileName(hooks) == "_" && Path.GetFileName(Path.GetDirectoryName(hooks)) == ".husky";
        return isWritten ? new HookPlace(Path.Combine(Path.GetDirectoryName(hooks)!, Name), "husky", isShared)
            : new HookPlace(Path.Combine(hooks, Name), Path.GetFileName(hooks) == ".husky" ? "husky" : "core.hooksPath", isShared);
    }
}
