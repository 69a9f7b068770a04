using System.Runtime.Versioning;
using System.Security.Cryptography;
using Tollgate.Callers;
using Tollgate.Callers.Attributions;

namespace Tollgate.Tests.Callers;

[UnsupportedOSPlatform("windows")]
public sealed class UserIdHashTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tollgate-users-").FullName;
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    [Fact]
    public void TheKey_IsMadeOnceForItsOwnerAlone_AndTheSameAfterARestart()
    {
        var first = Open().Of(Guid.Empty, "anna");
        var second = Open().Of(Guid.Empty, "anna");

        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.EnumerateFiles(folder).Single()));
    }

    [Fact]
    public void AnotherGateway_HashesTheSamePersonDifferently()
    {
        var here = Open().Of(Guid.Empty, "anna");
        File.Delete(Directory.EnumerateFiles(folder).Single());

        Assert.NotEqual(here, Open().Of(Guid.Empty, "anna"));
    }

    [Fact]
    public void NobodyIsNobody() => Assert.Null(Open().Of(Guid.Empty, " "));

    public void Dispose()
    {
        random.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private UserIdHash Open() => UserIdHash.Open(folder, new CallerOptions(), random);
}
