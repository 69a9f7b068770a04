using System.Text;
using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Hosting.Settings;

/// <summary>Writes docs/settings.md from the code that reads the settings.</summary>
internal static class SettingsReference
{
    /// <summary>The page.</summary>
    public static string Write(SettingsReader reader, ProviderCatalogue catalogue)
    {
        var page = new StringBuilder(
            """
            # Settings

            This page is written by the code that reads `tollgate.yaml`; a test keeps it so. `NAME` stands for a name of your choice.
            `tollgate config check` reads a file as a whole and reports every fault at once, with its line and what would help.

            - `${X}` is the variable X; when X is not set it is a fault, but inside a provider's `api_key` it switches that provider off with a warning.
              `${X:-d}` gives a default. `$${` keeps the characters. What a variable holds is never read as YAML.
            - Times are `5ms`, `10s`, `2m`, `1h`; a bare number is seconds. Sizes are `64KB`, `32MB`, `1GB` (1 MB = 1,048,576 bytes).
            - A changed file is read again by itself, and the log says what came of it. `providers`, `models`, `discounts`, `catalog` and `timeouts` are in force at once, everything else after a restart.
              Wrong settings change nothing: the log and `/health` name the fault and its line.
            - Providers and models written here are read-only over the API; what was added there is kept in the database. The same name in both: the file wins.
            - Budgets, limits and alert rules written here (`budgets.rules`, `limits.rules`, `alerts.rules`) are put in force at every start, before the first call; a rule that cannot be stops the start.
              They belong to the first organization, bear `origin: file` in lists, and are read-only over the API: a change or a deletion is a 409 that names the line. Raising, resetting and releasing
              are acts, not rules, and stay open to admins. A changed rule keeps its windows and what they counted; one that counts other calls (scope, target, each, counts, unit, window, zone) begins
              anew, a budget with what the ledger holds. A rule that leaves the file goes. The same name made over the API becomes the file's, and `config check` says so. Each such change is audited.
            - A key of a known provider in the environment registers that provider by itself: see the list below.

            | key | takes | default | meaning |
            |---|---|---|---|

            """);
        foreach (var row in reader.Describe())
        {
            page.Append("| `").Append(row.Key).Append("` | ").Append(Cell(row.Type)).Append(" | ").Append(row.Default.Length == 0 ? "" : $"`{row.Default}`")
                .Append(" | ").Append(Cell(row.Meaning)).Append(" |\n");
        }

        page.Append("\nThe names of routes under `timeouts.routes`: ").AppendJoin(", ", SurfaceNames.All.Select(name => $"`{name}`")).Append(".\n");
        AppendProviders(page, catalogue);
        return page.ToString();
    }

    private static void AppendProviders(StringBuilder page, ProviderCatalogue catalogue)
    {
        page.Append(
            """

            ## Known providers

            | `kind` | provider | key in | address |
            |---|---|---|---|

            """);
        foreach (var provider in catalogue.Providers)
        {
            var address = string.Join(" or ", provider.AddressVariables.Select(name => $"`{name}`").Prepend(provider.BaseAddress?.AbsoluteUri.TrimEnd('/') ?? "").Where(text => text.Length > 0));
            page.Append("| `").Append(provider.Id).Append("` | ").Append(Cell(provider.DisplayName)).Append(" | ")
                .AppendJoin(", ", provider.KeyVariables.Select(name => $"`{name}`")).Append(" | ").Append(address).Append(" |\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
