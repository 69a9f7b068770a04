using Tollgate.Upstreams.Routes;

namespace Tollgate.Tests.Upstreams;

public sealed class PathCheckTests
{
    [Theory]
    [InlineData("/v1/files")]
    [InlineData("/v1/files/")]
    [InlineData("/v1/files/file-abc_1.2~3")]
    [InlineData("/v1beta/models/gemini-3-pro:generateContent")]
    [InlineData("/v1beta/models/gemini-3-pro%3AgenerateContent")]
    [InlineData("/v1/models/ft:gpt-5:org::id")]
    [InlineData("/")]
    public void APathOfARealClient_IsFine(string path) => Assert.Null(PathCheck.Refuse(path));

    [Theory]
    [InlineData("")]
    [InlineData("v1/files")]
    [InlineData("*")]
    [InlineData("http://elsewhere/v1/files")]
    [InlineData("//v1/files")]
    [InlineData("/v1//files")]
    [InlineData("/v1/files//")]
    [InlineData("/v1/./files")]
    [InlineData("/v1/../admin")]
    [InlineData("/v1/files/..")]
    [InlineData("/v1/files/.")]
    [InlineData("/v1/files/...")]
    [InlineData("/v1/%2e%2e/admin")]
    [InlineData("/v1/%2E%2e/admin")]
    [InlineData("/v1/.%2e/admin")]
    [InlineData("/v1/%2e/files")]
    [InlineData("/v1/%252e%252e/admin")]
    [InlineData("/v1/%25252e%25252e/admin")]
    [InlineData("/v1%2ffiles")]
    [InlineData("/v1%2Ffiles")]
    [InlineData("/v1%5cfiles")]
    [InlineData("/v1\\files")]
    [InlineData("/v1/..\\admin")]
    [InlineData("/v1/..;/admin")]
    [InlineData("/v1/files;a=b")]
    [InlineData("/v1/..%3b/admin")]
    [InlineData("/v1/files%00")]
    [InlineData("/v1/files%0d%0aX:y")]
    [InlineData("/v1/files%7f")]
    [InlineData("/v1/files%20")]
    [InlineData("/v1/..%20/admin")]
    [InlineData("/v1/files.")]
    [InlineData("/v1/%c0%ae%c0%ae/admin")]
    [InlineData("/v1/%c0%af")]
    [InlineData("/v1/%e2%80%a5/admin")]
    [InlineData("/v1/%ef%bc%8e%ef%bc%8e/admin")]
    [InlineData("/v1/%u002e%u002e/admin")]
    [InlineData("/v1/%")]
    [InlineData("/v1/%2")]
    [InlineData("/v1/%zz")]
    [InlineData("/v1/%66iles")]
    [InlineData("/v1/files%3fkey=x")]
    [InlineData("/v1/files%23")]
    [InlineData("/v1/files#x")]
    [InlineData("/v1/files?x")]
    [InlineData("/v1/fi les")]
    [InlineData("/v1/fi\tles")]
    [InlineData("/v1/fi\r\nles")]
    [InlineData("/v1/\u2024\u2024/admin")]
    [InlineData("/v1/files\"")]
    [InlineData("/v1/{model}")]
    [InlineData("/v1/<x>")]
    [InlineData("/v1/a|b")]
    [InlineData("/v1/a^b`")]
    public void APathThatCanBeReadTwoWays_IsRefused(string path) => Assert.NotNull(PathCheck.Refuse(path));

    [Fact]
    public void ALongPath_IsRefused() => Assert.NotNull(PathCheck.Refuse("/" + new string('a', PathCheck.MaxLength)));

    [Fact]
    public void PathOf_EndsAtTheQuery() => Assert.Equal("/v1/files", PathCheck.PathOf("/v1/files?purpose=..%2f&x=//").ToString());

    [Fact]
    public void WhatIsFine_MeansTheSameToAUriReader()
    {
        var random = new Random(20261121);
        const string alphabet = "/././%2e%2f%5c%41az09-_~:@;\\ ?#é";
        for (var i = 0; i < 20_000; i++)
        {
            var path = "/" + string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            if (PathCheck.Refuse(path) is null)
            {
                Assert.Equal(Uri.UnescapeDataString(path), Uri.UnescapeDataString(new Uri("http://host" + path).AbsolutePath));
                Assert.Equal(path.Split('/').Length, Uri.UnescapeDataString(path).Split('/', '\\').Length);
            }
        }
    }
}
