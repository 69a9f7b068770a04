using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.Ledger.Journals;

namespace Tollgate.Tests.Hosting;

public sealed class SocketCompletionsTests
{
    [Theory]
    [InlineData(JournalSync.Group, true)]
    [InlineData(JournalSync.Off, true)]
    [InlineData(JournalSync.Each, false)]
    internal void Calls_stay_where_they_came_in_unless_each_record_waits_for_the_disk(JournalSync fsync, bool expected) =>
        Assert.Equal(expected, SocketCompletions.ArePreferred(new TollgateSettings { Journal = new JournalOptions { Folder = "journal", Fsync = fsync } }));
}
