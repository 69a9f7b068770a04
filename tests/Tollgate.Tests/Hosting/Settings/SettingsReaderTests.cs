using Tollgate.Core;
using Tollgate.Hosting.Settings;
using Tollgate.Ledger.Journals;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting.Settings;

public sealed class SettingsReaderTests
{
    private const string Example =
        """
        # tollgate.yaml
        listen: http://127.0.0.1:4000
        data: ./data
        admin_key: ${TOLLGATE_ADMIN_KEY:-}        # generated and printed once when empty
        providers:
          openai:    { base_url: https://api.openai.com/v1,       api_key: ${OPENAI_API_KEY} }
          anthropic: { base_url: https://api.anthropic.com,       api_key: ${ANTHROPIC_API_KEY} }
          gemini:    { base_url: https://generativelanguage.googleapis.com, api_key: ${GEMINI_API_KEY} }
        models:                                    # optional: own names, aliases, prices (USD per million tokens)
          my-model: { provider: openai, upstream_model: gpt-x, price_per_million: { input: 2.50, cache_read: 0.25, output: 10.00 } }
        """;

    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void TheExampleOfTheReadme_IsRead()
    {
        _environment["OPENAI_API_KEY"] = "sk-one";

        var report = Read(Example);

        var settings = report.Settings!;
        Assert.Equal(["providers.anthropic.api_key", "providers.gemini.api_key"], report.Findings.Select(finding => finding.Key));
        Assert.All(report.Findings, finding => Assert.False(finding.IsFault));
        Assert.Equal("http://127.0.0.1:4000/", settings.Listen[0].AbsoluteUri);
        Assert.Equal("/etc/tollgate/data", settings.Data);
        Assert.Null(settings.AdminKey);
        Assert.Equal("sk-one", settings.Upstreams.Providers[0].Key!.Reveal());
        Assert.Null(settings.Upstreams.Providers[0].DisabledReason);
        Assert.Contains("ANTHROPIC_API_KEY", settings.Upstreams.Providers[1].DisabledReason, StringComparison.Ordinal);
        Assert.Equal("2.50", settings.Pricing.Models["my-model"].PricePerMillion["input"]);
        Assert.Equal(6, settings.Lines["provider/openai"]);
        Assert.Equal(10, settings.Lines["model/my-model"]);
    }

    [Fact]
    public void ATabInTheIndentation_IsSaidWhereItStands()
    {
        var report = Read("listen: http://127.0.0.1:4000\nproviders:\n\topenai: { api_key: x }\n  gemini: { api_key: y }\ndata: ./x\n");

        var finding = Assert.Single(report.Findings);
        Assert.Equal(3, finding.Line);
        Assert.Contains("tab", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfAProviderThatNobodyKnows_IsAWarning()
    {
        var report = Read("models:\n  mine: { provider: antropic, price_per_million: { input: 1, output: 2 } }\n");

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("models.mine.provider", 2, false), (finding.Key, finding.Line, finding.IsFault));
        Assert.Contains("'anthropic'", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFile_IsAllDefaults()
    {
        var settings = Read("").Settings!;

        Assert.Equal("http://127.0.0.1:4000/", Assert.Single(settings.Listen).AbsoluteUri);
        Assert.Equal(32 << 20, settings.MaxBodyBytes);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Budgets.HoldWait);
        Assert.Equal(5, settings.Journal.FsyncMilliseconds);
        Assert.Equal("/etc/tollgate/data/journal", settings.Journal.Folder);
        Assert.Empty(settings.Upstreams.Providers);
    }

    [Fact]
    public void EveryFault_IsReportedAtOnce_WithKeyAndLine()
    {
        var report = Read(
            """
            listen: nonsense
            dta: ./x
            limits:
              max_body_bytes: 12 apples
            budgets: { hold_wait: 11s }
            providers:
              openai: { api_key: k, base_ulr: https://x.example }
              unheard-of: { api_key: k }
              api: { base_url: https://x.example }
            models:
              m: { price_per_million: { input: cheap } }
            trusted_proxies: [10.0.0.0/99]
            journal: { fsync: sometimes }
            """);

        Assert.False(report.IsUsable);
        Assert.Equal(
            [
                (1, "listen"), (2, "dta"), (4, "limits.max_body_bytes"), (5, "budgets.hold_wait"), (7, "providers.openai.base_ulr"),
                (8, "providers.unheard-of.base_url"), (9, "providers.api"), (11, "models.m.provider"), (12, "trusted_proxies"), (13, "journal.fsync"),
            ],
            report.Findings.Where(finding => finding.IsFault && !finding.Key.Contains("price_per", StringComparison.Ordinal) && finding.Key != "models.m.input").Select(finding => (finding.Line, finding.Key)));
        Assert.Contains(report.Findings, finding => finding.Line == 11 && finding.Key.StartsWith("models.m.", StringComparison.Ordinal) && finding.Key.Contains("input", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lisen: x", "Did you mean 'listen'?")]
    [InlineData("limits: { max_body: 1MB }", "Did you mean 'max_body_bytes'?")]
    [InlineData("providers: { openai: { kind: opena1, api_key: k } }", "Did you mean 'openai'?")]
    [InlineData("timeouts: { firstbyte: 1s }", "Did you mean 'first_byte'?")]
    public void AnUnknownName_GetsASuggestion(string text, string help) =>
        Assert.Contains(Read(text).Findings, finding => finding.IsFault && finding.Help == help);

    [Theory]
    [InlineData("a: &x 1\nb: *x", "Anchors")]
    [InlineData("listen: !!binary aGk=", "Tags")]
    [InlineData("listen: !python/object:os.system x", "Tags")]
    [InlineData("listen: a\nlisten: b", "twice")]
    [InlineData("providers: { openai: {}, openai: {} }", "twice")]
    [InlineData("listen: [", "not YAML")]
    [InlineData("listen: \"unclosed", "not YAML")]
    [InlineData("limits:\n\tmax_body_bytes: 1MB", "A tab")]
    [InlineData("- a\n- b", "not a map")]
    [InlineData("just text", "not a map")]
    [InlineData("listen: http://127.0.0.1:1\n---\ndata: x", "second document")]
    [InlineData("listen: { a: b }", "list")]
    [InlineData("data: [a]", "single value")]
    [InlineData("providers: 5", "names with values")]
    [InlineData("data: ${UNSET}", "not set")]
    [InlineData("data: ${UNSET", "not closed")]
    [InlineData("data: ${a b}", "does not name")]
    [InlineData("data: ${1X}", "does not name")]
    [InlineData("data: \uE4A70\uE4A7", "private use")]
    [InlineData("? [a, b]\n: c", "list or a map")]
    public void AHostileOrBrokenFile_IsAFault_NotACrash(string text, string says)
    {
        var report = Read(text);

        Assert.False(report.IsUsable);
        Assert.Contains(report.Findings, finding => finding.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void ABombOfAliases_IsRefusedQuickly()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 20).Select(letter =>
            $"{(char)letter}: &{(char)letter} [{string.Join(',', Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n"));

        Assert.False(Read(bomb).IsUsable);
    }

    [Fact]
    public void DeepNesting_IsRefused() => Assert.False(Read("a: " + new string('[', 5000) + new string(']', 5000)).IsUsable);

    [Fact]
    public void AHugeFile_IsRefused() => Assert.Contains("larger", Assert.Single(Read("# " + new string('x', YamlTree.MaxBytes)).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryPrefixOfAFile_IsReadOrRefused_NeverACrash()
    {
        for (var i = 0; i <= Example.Length; i++)
        {
            var report = Read(Example[..i]);
            Assert.True(report.IsUsable || report.Findings.Any(finding => finding.IsFault));
        }
    }

    [Fact]
    public void RandomBytes_AreNeverACrash()
    {
        var random = new Random(7);
        const string alphabet = "abc:{}[]-,&*!|>'\"%@`#?\n\n  \t${}:-~\uE4A7é\0providers";
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var report = Read(text);
            Assert.Equal(report.IsUsable, !report.Findings.Any(finding => finding.IsFault));
        }
    }

    [Fact]
    public void WhatAVariableHolds_IsNeverReadAsYaml()
    {
        _environment["X"] = "a\nadmin_key: injected-key-injected-key\nlisten: [1]";

        var settings = Read("data: /d/${X}").Settings!;

        Assert.Null(settings.AdminKey);
        Assert.Contains("injected", settings.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAVariableHolds_IsNotShownInAFault()
    {
        _environment["OPENAI_API_KEY"] = "sk-a-secret-in-the-wrong-place";

        var report = Read("limits: { max_body_bytes: ${OPENAI_API_KEY} }");

        Assert.False(report.IsUsable);
        Assert.DoesNotContain("sk-a-secret", string.Join('\n', report.Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: ${X:-/dflt}", "/dflt")]
    [InlineData("data: '/a/${SET}/b'", "/a/value/b")]
    [InlineData("data: \"/a/${SET}${SET}\"", "/a/valuevalue")]
    [InlineData("data: /a/$${SET}", "/a/${SET}")]
    [InlineData("data: /a/$SET", "/a/$SET")]
    [InlineData("data: /a # ${UNSET}", "/a")]
    [InlineData("{ data: /a/${SET} }", "/a/value")]
    public void Variables_AreFilledIn(string text, string data)
    {
        _environment["SET"] = "value";

        Assert.Equal(data, Read(text).Settings!.Data);
    }

    [Theory]
    [InlineData("5ms", 5)]
    [InlineData("0.5s", 500)]
    [InlineData("2", 2_000)]
    public void Times_HaveUnits(string text, int millis) =>
        Assert.Equal(TimeSpan.FromMilliseconds(millis), Read($"timeouts: {{ first_byte: {text} }}").Settings!.Upstreams.Timeouts.FirstByte);

    [Theory]
    [InlineData("1KB", 1024)]
    [InlineData("1 MiB", 1 << 20)]
    [InlineData("64mb", 64 << 20)]
    [InlineData("2048", 2048)]
    public void Sizes_HaveUnits(string text, int bytes) => Assert.Equal(bytes, Read($"limits: {{ max_body_bytes: {text} }}").Settings!.MaxBodyBytes);

    [Theory]
    [InlineData("each", JournalSync.Each)]
    [InlineData("off", JournalSync.Off)]
    [InlineData("20ms", JournalSync.Group)]
    public void Fsync_IsATimeOrAWord(string text, object sync) => Assert.Equal(sync, Read($"journal: {{ fsync: {text} }}").Settings!.Journal.Fsync);

    [Fact]
    public void AProvider_CanSayEverything()
    {
        _environment["EU"] = "key-eu";
        var entry = Assert.Single(Read(
            """
            providers:
              azure-eu:
                kind: azure
                auth: bearer
                credentials: gateway
                headers: { x-team: platform }
                proxy: http://proxy.example:3128
                models: { gpt-5: five }
                timeouts:
                  connect: 3s
                  routes:
                    chat/completions: { first_byte: 30s }
                deployments:
                  - { name: one, base_url: https://one.example/openai/v1, api_key: "${EU}", weight: 3 }
                  - { name: two, base_url: https://two.example/openai/v1, api_key: plain, models: { gpt-5: other } }
            """).Settings!.Upstreams.Providers);

        Assert.Equal(AuthStyle.Bearer, entry.Auth);
        Assert.Equal("platform", Assert.Single(entry.Headers).Value);
        Assert.Equal("five", entry.Models["gpt-5"]);
        Assert.Equal(TimeSpan.FromSeconds(3), entry.Timeouts.Connect);
        Assert.Equal(TimeSpan.FromSeconds(30), entry.RouteTimeouts[Surface.ChatCompletions].FirstByte);
        Assert.Equal(3, entry.Deployments[0].Weight);
        Assert.Equal("key-eu", entry.Deployments[0].Key!.Reveal());
        Assert.Equal("other", entry.Deployments[1].Models["gpt-5"]);
        Assert.Equal(2, entry.Line);
    }

    [Fact]
    public void AnAccountWhoseVariableIsNotSet_Rests_AndTakesNobodysKey()
    {
        var report = Read(
            """
            providers:
              azure:
                api_key: shared
                deployments:
                  - { name: one, base_url: https://one.example/openai/v1, api_key: "${UNSET}" }
                  - { name: two, base_url: https://two.example/openai/v1 }
            """);

        var built = new SnapshotBuilder(Catalogue(), _ => null).Build(report.Settings!.Upstreams.Providers, [], TimeoutEntry.Empty).Find("azure")!;

        Assert.Equal("providers.azure.deployments[0].api_key", Assert.Single(report.Findings).Key);
        Assert.Equal("azure/two", Assert.Single(built.Deployments).Name);
    }

    [Theory]
    [InlineData("base_url: ftp://x.example")]
    [InlineData("base_url: https://user:pass@x.example")]
    [InlineData("base_url: https://x.example?a=b")]
    [InlineData("base_url: x.example")]
    [InlineData("base_url: file:///etc/passwd")]
    [InlineData("headers: { authorization: x }")]
    [InlineData("headers: { x-tollgate-agent: x }")]
    [InlineData("headers: { \"a b\": x }")]
    [InlineData("headers: { a: \"x\\r\\nb: c\" }")]
    [InlineData("api_key: \"a\\nb\"")]
    [InlineData("credentials: mine")]
    [InlineData("auth: basic")]
    [InlineData("timeouts: { routes: { nowhere: { total: 1s } } }")]
    [InlineData("deployments: [ { name: A } ]")]
    [InlineData("deployments: [ { name: a }, { name: a } ]")]
    [InlineData("deployments: [ { name: a, weight: -1 } ]")]
    public void AWrongProvider_IsAFault(string text) => Assert.False(Read($"providers: {{ openai: {{ api_key: k, {text} }} }}".Replace("api_key: k, api_key", "api_key", StringComparison.Ordinal)).IsUsable);

    [Fact]
    public void TheReader_IsWhatThePageSays()
    {
        var path = Path.Combine(Structure.Sources.Root, "docs/settings.md");
        var page = SettingsReference.Write(new SettingsReader(Catalogue(), _ => null), Catalogue());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static ProviderCatalogue Catalogue() => ProviderCatalogue.Load();

    private SettingsReport Read(string text) => new SettingsReader(Catalogue(), _environment.GetValueOrDefault).Read(text, "/etc/tollgate");
}
