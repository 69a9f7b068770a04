using Tollgate.Callers.Attributions;
using Tollgate.Callers.SignIn;
using Tollgate.Upstreams;

namespace Tollgate.Tests.Fuzzing;

/// <summary>What stands in headers and addresses.</summary>
public sealed class HeaderFuzzTests
{
    private static readonly Dictionary<string, string> NoTags = [];

    [Fact]
    public void ATraceParent_IsWholeOrNothing() => Fuzz.Header(
        5_000,
        ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "ff-0-0-0", "00-00000000000000000000000000000000-0000000000000000-00"],
        text => Assert.True(TraceParent.Valid(text) is not { } valid || (valid.Length <= 55 && valid.All(char.IsAscii))));

    [Fact]
    public void Baggage_GivesAPartOfItself() => Fuzz.Header(
        5_000,
        ["gen_ai.agent.name=claude,session.id=a%20b;ttl=1,user.id=%F0%9F%92%A3", "a=b,,=,;;session.id==%zz%", "session.id=%ff%00"],
        text => Assert.True(Baggage.Find(text, "session.id") is not { } value || value.Length <= text.Length));

    [Fact]
    public void Tags_StayFewAndPlain() => Fuzz.Header(
        5_000,
        ["project=apollo,cost-center=7", "a=b;c=d", "a,b,c=,=d", string.Join(',', Enumerable.Range(0, 40).Select(i => $"t{i}=v"))],
        text =>
        {
            var (tags, dropped) = TagReader.Read(text, NoTags);
            Assert.InRange(tags.Count, 0, 16);
            Assert.InRange(dropped, 0, text.Length + 1);
            Assert.All(tags, tag => Assert.True(tag.Key.Length <= 128 && tag.Value.Length <= 128 && !tag.Value.Any(char.IsControl)));
        });

    [Fact]
    public void Credentials_AreFoundOrNot() => Fuzz.Header(
        5_000,
        ["Bearer tg-abcdefgh-0123456789012345678901234567890123456789012abcdef", "Basic dGctYWJjOnBhc3N3b3Jk", "Basic ====", "tga-", "Digest username=\"a\""],
        text =>
        {
            Assert.All(HiddenKeys.In(text), part => Assert.InRange(part.Length, 1, text.Length));
            Assert.True(!GatewayKey.IsWellFormed(text) || GatewayKey.StandsIn(text));
            Assert.True(!KeyHash.TryParse(text, out _) || text.Length == 64);
        });

    [Fact]
    public void ABaseAddress_IsHttpWithoutUserOrQuery() => Fuzz.Text(
        5_000,
        ["https://api.openai.com/v1", "127.0.0.1:11434", "http://[::1]:80/a", "http://user:pw@host/?q#f", "http://2130706433/", "file:///etc/passwd"],
        text => Assert.True(AddressText.Parse(text) is not { } address || (address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" })));
}
