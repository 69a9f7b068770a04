using Tollgate.Callers;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Tests.Guards;

public sealed class GuardPolicyTests
{
    private static readonly Guid Organization = new("01900000-0000-7000-8000-000000000001");
    private static readonly Caller Agent = Make(PrincipalKind.Agent);

    [Fact]
    public void WithoutASetting_GuardsWatchAndDoNothing()
    {
        var setting = new GuardBook(new GuardOptions()).Of(Agent).Of(GuardThreat.CredentialExposure, Source.User);

        Assert.Equal((GuardLevel.Monitor, "default"), (setting.Level, setting.Rule));
        Assert.Equal(GuardAction.Log, setting.ActionOn(Finding(Severity.Critical, 1)));
    }

    [Fact]
    public void TheNarrowerRuleWins_HoweverTheyAreOrdered()
    {
        var book = Book(
            Rule("key", GuardScope.Key, "my-key", GuardLevel.Off),
            Rule("team", GuardScope.Team, "my-team", GuardLevel.Warn),
            Rule("all", GuardScope.Organization, "", GuardLevel.Enforce));

        Assert.Equal("key", book.Of(Agent).Of(GuardThreat.PiiExposure, Source.Tool).Rule);
    }

    [Fact]
    public void ARuleHoldsForItsThreatsAndSourcesAlone()
    {
        var book = Book(Rule("tools", GuardScope.Organization, "", GuardLevel.Enforce) with { Threats = [GuardThreat.PromptInjection], Sources = [Source.Tool] });
        var policy = book.Of(Agent);

        Assert.Equal(GuardLevel.Enforce, policy.Of(GuardThreat.PromptInjection, Source.Tool).Level);
        Assert.Equal(GuardLevel.Monitor, policy.Of(GuardThreat.PromptInjection, Source.User).Level);
        Assert.Equal(GuardLevel.Monitor, policy.Of(GuardThreat.PiiExposure, Source.Tool).Level);
        Assert.True(policy.Enforces(Source.Tool));
        Assert.False(policy.Enforces(Source.Model));
    }

    [Fact]
    public void WhatTheFileEnforces_NoOrganizationLowers()
    {
        var book = new GuardBook(new GuardOptions { Rules = [Rule("file", GuardScope.Organization, "", GuardLevel.Enforce) with { Origin = GuardOrigin.File }] });
        book.Load([Rule("mine", GuardScope.Key, "my-key", GuardLevel.Off) with { OrganizationId = Organization }]);

        Assert.Equal("file", book.Of(Agent).Of(GuardThreat.PromptInjection, Source.User).Rule);
    }

    [Fact]
    public void ARuleOfAnotherOrganizationIsNone()
    {
        var book = new GuardBook(new GuardOptions());
        book.Load([Rule("theirs", GuardScope.Organization, "", GuardLevel.Enforce) with { OrganizationId = Guid.CreateVersion7() }]);

        Assert.Equal("default", book.Of(Agent).Of(GuardThreat.PromptInjection, Source.User).Rule);
    }

    [Fact]
    public void NewRulesAreInForceAtOnce()
    {
        var book = new GuardBook(new GuardOptions { Level = GuardLevel.Off });
        Assert.False(book.Of(Agent).IsOn);

        book.Load([Rule("on", GuardScope.Agent, "my-agent", GuardLevel.Warn) with { OrganizationId = Organization }]);

        Assert.True(book.Of(Agent).IsOn);
        Assert.Equal(GuardAction.Warn, book.Of(Agent).Of(GuardThreat.PiiExposure, Source.User).ActionOn(Finding(Severity.High, 0.8f)));
    }

    [Theory]
    [InlineData("Key", "my-key", true)]
    [InlineData("Key", "01900000-0000-7000-8000-000000000003", true)]
    [InlineData("Key", "other", false)]
    [InlineData("Agent", "my-agent", true)]
    [InlineData("Agent", "pinned", true)]
    [InlineData("User", "my-agent", false)]
    [InlineData("Team", "my-team", true)]
    [InlineData("Organization", "default", true)]
    [InlineData("Organization", "other", false)]
    public void ARuleIsForWhomItNames(string scope, string target, bool isFor) =>
        Assert.Equal(isFor, GuardMatch.IsFor(Rule("r", Enum.Parse<GuardScope>(scope), target, GuardLevel.Warn), Agent with { PinnedAgent = "pinned" }));

    [Theory]
    [InlineData("High", 0.8f, "Block")]
    [InlineData("Critical", 1f, "Block")]
    [InlineData("Medium", 1f, "Log")]
    [InlineData("High", 0.79f, "Log")]
    public void LessThanTheRuleAsks_IsOnlyRecorded(string severity, float confidence, string action)
    {
        var setting = new GuardSetting("r", GuardLevel.Enforce, GuardAction.Block, Severity.High, 0.8);

        Assert.Equal(Enum.Parse<GuardAction>(action), setting.ActionOn(Finding(Enum.Parse<Severity>(severity), confidence)));
    }

    internal static Caller Make(PrincipalKind kind) => new()
    {
        KeyId = new Guid("01900000-0000-7000-8000-000000000003"),
        KeyName = "my-key",
        Role = KeyRole.Caller,
        OrganizationId = Organization,
        OrganizationName = "default",
        TeamId = new Guid("01900000-0000-7000-8000-000000000004"),
        TeamName = "my-team",
        PrincipalId = new Guid("01900000-0000-7000-8000-000000000005"),
        PrincipalName = "my-agent",
        Kind = kind,
    };

    private static GuardBook Book(params GuardRule[] rules) => new(new GuardOptions { Rules = rules });

    private static GuardRule Rule(string name, GuardScope scope, string target, GuardLevel level) => new() { Id = Guid.CreateVersion7(), Name = name, Scope = scope, Target = target, Level = level };

    private static Finding Finding(Severity severity, float confidence) =>
        new(new Rule("r", FindingKind.Secret, severity, "a thing", "It matters.", "Take it out."), severity, confidence, 0, 4, IsHidden: false);
}
