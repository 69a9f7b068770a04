using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tollgate.Tests.Structure;

/// <summary>Rules for our own house that no analyser holds: where wires leave the process, and how secrets are compared.</summary>
public sealed partial class HouseRuleTests
{
    /// <summary>Who may open a connection, and what keeps its address where it may be.</summary>
    private static readonly Dictionary<string, string> Wires = new()
    {
        ["src/Tollgate/Outbound/AddressGuard.cs"] = "the guard itself",
        ["src/Tollgate/Outbound/WebPost.cs"] = "connects through the guard",
        ["src/Tollgate/Guards/External/ExternalClient.cs"] = "connects through the guard",
        ["src/Tollgate/Upstreams/Sending/ConnectionPools.cs"] = "connects through the guard",
        ["src/Tollgate/Upstreams/Probing/NetworkProbe.cs"] = "asks the guard; operators only",
        ["src/Tollgate/Alerts/Delivery/MailSender.cs"] = "the operator's own mail server, from the settings file",
        ["src/Tollgate/Audit/Sinks/SyslogWire.cs"] = "the operator's own log server, from the settings file",
        ["src/Tollgate/Hosting/Listening.cs"] = "tries the gateway's own port",
    };

    /// <summary>Comparisons that look like those of secrets and are none.</summary>
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["src/Tollgate/Callers/SignIn/CredentialList.cs"] = "texts of one request among themselves",
        ["src/Tollgate/Pricing/Bounds/PrefixRecord.cs"] = "unkeyed prints of a caller's own earlier body",
    };

    [Fact]
    public void ConnectionsLeaveTheProcess_OnlyWhereTheirAddressIsKept()
    {
        var found = Sources.Files("src/Tollgate").Concat(Sources.Files("src/Tollgate.Security")).Concat(Sources.Files("src/Tollgate.Storage"))
            .Where(path => Sources.Parse(path).DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Any(IsWire) || Wire().IsMatch(File.ReadAllText(path)))
            .Select(Sources.Short);

        Assert.Empty(found.Except(Wires.Keys));
    }

    [Fact]
    public void WhoeverConnectsThroughTheGuard_NamesIt()
    {
        foreach (var (path, how) in Wires.Where(one => one.Value.Contains("guard", StringComparison.Ordinal)))
        {
            Assert.True(File.ReadAllText(Path.Combine(Sources.Root, path)).Contains("AddressGuard", StringComparison.Ordinal), $"{path}: {how}");
        }
    }

    [Fact]
    public void SecretsSignaturesAndHashesOfKeys_AreComparedInConstantTime()
    {
        var wrong = Sources.Files("src/Tollgate").Where(path => !Harmless.ContainsKey(Sources.Short(path)))
            .SelectMany(path => Sources.Parse(path).DescendantNodes().Where(IsLeaky).Select(node => $"{Sources.Short(path)}: {node}"));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("signature == expected")]
    [InlineData("secret.Equals(other)")]
    [InlineData("string.Equals(entry.Password, text, StringComparison.Ordinal)")]
    [InlineData("hmac.AsSpan().SequenceEqual(given)")]
    [InlineData("stored.KeyHash != hash")]
    public void ALeakyComparison_IsSeen(string text) => Assert.True(IsLeaky(SyntaxFactory.ParseExpression(text)));

    [Theory]
    [InlineData("signature is null")]
    [InlineData("secret == null")]
    [InlineData("secret.Length == 0")]
    [InlineData("signature.Length == FixedSignature")]
    [InlineData("finding.Kind == FindingKind.Secret")]
    [InlineData("entry.Secret == \"\"")]
    [InlineData("CryptographicOperations.FixedTimeEquals(secret, other)")]
    public void AHarmlessOne_IsNot(string text) => Assert.False(IsLeaky(SyntaxFactory.ParseExpression(text)));

    private static bool IsWire(BaseObjectCreationExpressionSyntax made) => made is ObjectCreationExpressionSyntax { Type: var type } && WireType().IsMatch(type.ToString());

    private static bool IsLeaky(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.EqualsExpression) || both.IsKind(SyntaxKind.NotEqualsExpression) =>
            !IsPlain(both.Left) && !IsPlain(both.Right) && (IsSecret(both.Left) || IsSecret(both.Right)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Equals" or "SequenceEqual" or "CompareOrdinal" } called } call =>
            IsSecret(called.Expression) || call.ArgumentList.Arguments.Any(argument => IsSecret(argument.Expression)),
        _ => false,
    };

    /// <summary>What cannot be a secret, nor tell of one: a literal, a length, a word of an enumeration.</summary>
    private static bool IsPlain(ExpressionSyntax side) =>
        side is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" or "Count" } || side.ToString().Contains("Kind.", StringComparison.Ordinal) || side.ToString() is "default" or "string.Empty";

    private static bool IsSecret(ExpressionSyntax side) => side switch
    {
        IdentifierNameSyntax name => SecretName().IsMatch(name.Identifier.Text),
        MemberAccessExpressionSyntax member => SecretName().IsMatch(member.Name.Identifier.Text),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "AsSpan" or "Trim" or "ToArray" } inner } => IsSecret(inner.Expression),
        _ => false,
    };

    [GeneratedRegex(@"^(SocketsHttpHandler|HttpClientHandler|HttpClient|HttpMessageInvoker|TcpClient|UdpClient|Socket|SmtpClient|ClientWebSocket|WebClient|Ping)$")]
    private static partial Regex WireType();

    [GeneratedRegex(@"\b(Dns\.(GetHost|Resolve)|WebRequest\.Create)")]
    private static partial Regex Wire();

    [GeneratedRegex(@"(?i)(secret|signature|hmac|password|passphrase|apikey|keyhash|^mac$)$")]
    private static partial Regex SecretName();
}
