namespace Tollgate.Cli.Exec;

/// <summary>An agent that needs more than the SDKs' variables.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Programs">What its program is called, as a command, a script or a package.</param>
/// <param name="SetUp">Points it at the gateway.</param>
internal sealed record KnownAgent(string Name, IReadOnlyList<string> Programs, Func<AgentPlace, AgentSetup> SetUp)
{
    private static readonly string[] Runners = ["node", "npx", "bun", "bunx", "npm", "pnpm", "yarn", "env"];

    /// <summary>The agent on a command line and the number of words up to its name: `codex …`, `node …/codex.js …`, `npx -y @openai/codex …`.</summary>
    public static (KnownAgent? Agent, int Words) Find(IReadOnlyList<string> line)
    {
        var isRun = Runners.Contains(NameOf(line[0]));
        for (var at = 0; at < (isRun ? line.Count : 1); at++)
        {
            if (All.Agents.FirstOrDefault(agent => agent.Programs.Contains(NameOf(line[at]), StringComparer.OrdinalIgnoreCase)) is { } known)
            {
                return (known, at + 1);
            }
        }

        return (null, 1);
    }

    /// <summary>"…/codex.js" and "@openai/codex@1.2.3" are both codex.</summary>
    private static string NameOf(string word)
    {
        var name = Path.GetFileName(word).Split('@')[0];
        return Path.GetExtension(name) is ".js" or ".mjs" or ".cjs" or ".exe" or ".cmd" ? Path.GetFileNameWithoutExtension(name) : name;
    }
}
