using System.Runtime.CompilerServices;
using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Refusals;

public sealed class ErrorPageTests
{
    [Fact]
    public void TheErrorPage_IsWhatTheTableSays()
    {
        var path = Path.Combine(Root(), "docs", "errors.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, ErrorPage.Text());
        }

        Assert.Equal(ErrorPage.Text(), File.ReadAllText(path));
    }

    [Fact]
    public void TheTable_HasOneRowForEachCode() => Assert.Equal(Enum.GetValues<RefusalCode>(), RefusalTable.Rows.Select(row => row.Code));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
