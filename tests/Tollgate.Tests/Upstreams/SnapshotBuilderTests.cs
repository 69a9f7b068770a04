using Tollgate.Core;
using Tollgate.Upstreams;

namespace Tollgate.Tests.Upstreams;

public sealed class SnapshotBuilderTests
{
    private readonly Dictionary<string, string> _environment = [];
    private readonly SnapshotBuilder _builder;

    public SnapshotBuilderTests() => _builder = new SnapshotBuilder(Deployments.Catalogue, _environment.GetValueOrDefault);

    [Fact]
    public void AKeyInTheEnvironment_RegistersItsProvider()
    {
        _environment["OPENAI_API_KEY"] = " sk-env-key-of-someone \n";

        var provider = Assert.Single(Build().Providers);

        Assert.Equal("openai", provider.Name);
        Assert.Equal(ProviderOrigin.Environment, provider.Origin);
        Assert.Equal("OPENAI_API_KEY", provider.KeySource);
        Assert.Equal("sk-env-key-of-someone", provider.Deployments[0].Key!.Reveal());
        Assert.Equal("https://api.openai.com/v1", provider.Deployments[0].Root);
    }

    [Fact]
    public void AzureNeedsBoth_KeyAndEndpoint()
    {
        _environment["AZURE_OPENAI_API_KEY"] = "azure-key";
        Assert.Empty(Build().Providers);

        _environment["AZURE_OPENAI_ENDPOINT"] = "https://mine.openai.azure.com/";

        Assert.Equal("https://mine.openai.azure.com/openai/v1", Assert.Single(Build().Providers).Deployments[0].Root);
    }

    [Fact]
    public void OllamaHost_RegistersALocalServerWithoutAKey()
    {
        _environment["OLLAMA_HOST"] = "127.0.0.1:11434";

        var provider = Assert.Single(Build().Providers);

        Assert.True(provider.IsEnabled);
        Assert.Null(provider.Deployments[0].Key);
        Assert.Equal("http://127.0.0.1:11434/v1", provider.Deployments[0].Root);
    }

    [Fact]
    public void TheSameNameTwice_TheFileWins_AndMayTakeTheKeyFromTheDatabase()
    {
        _environment["OPENAI_API_KEY"] = "sk-env";
        var file = new ProviderEntry { Name = "openai", Timeouts = new TimeoutEntry { FirstByte = TimeSpan.FromSeconds(7) }, Line = 4 };
        var database = new ProviderEntry { Name = "openai", Key = new Secret("sk-database"), Origin = ProviderOrigin.Database };

        var provider = Build([file], [database]).Find("openai")!;

        Assert.Equal(ProviderOrigin.File, provider.Origin);
        Assert.Equal("database", provider.KeySource);
        Assert.Equal("sk-database", provider.Deployments[0].Key!.Reveal());
        Assert.Equal(TimeSpan.FromSeconds(7), provider.Deployments[0].TimeoutsOf(Surface.Messages).FirstByte);
    }

    [Fact]
    public void TheDatabase_WinsOverTheEnvironment()
    {
        _environment["OPENAI_API_KEY"] = "sk-env";

        var provider = Build([], [new ProviderEntry { Name = "openai", Key = new Secret("sk-database"), Origin = ProviderOrigin.Database }]).Find("openai")!;

        Assert.Equal("sk-database", provider.Deployments[0].Key!.Reveal());
    }

    [Fact]
    public void AKeyFromTheEnvironment_DoesNotGoToAnotherAddress()
    {
        _environment["OPENAI_API_KEY"] = "sk-env";

        var provider = Build([new ProviderEntry { Name = "openai", BaseAddress = new Uri("https://elsewhere.example/v1") }], []).Find("openai")!;

        Assert.False(provider.IsEnabled);
        Assert.Contains("api_key of its own", provider.DisabledReason, StringComparison.Ordinal);
    }

    [Fact]
    public void AProviderWithoutAKey_IsOff_AndSaysWhy()
    {
        var snapshot = Build([new ProviderEntry { Name = "anthropic" }], []);
        var book = new UpstreamBook();
        book.Swap(snapshot);

        var outcome = book.For("anthropic", "claude-x");

        Assert.Equal(RefusalCode.ProviderNotConfigured, outcome.Refusal!.Code);
        Assert.Contains("ANTHROPIC_API_KEY", outcome.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownName_IsAnOpenAICompatibleServer_UnderItsOwnName()
    {
        var provider = Build([new ProviderEntry { Name = "my-box", BaseAddress = new Uri("http://10.0.0.7:8000/v1") }], []).Find("my-box")!;

        Assert.True(provider.IsEnabled);
        Assert.Equal("my-box", provider.Kind);
        Assert.True(provider.Serves(Surface.ChatCompletions));
    }

    [Fact]
    public void SeveralAccounts_ServeTheModelsTheyList()
    {
        var entry = new ProviderEntry
        {
            Name = "azure",
            Deployments =
            [
                new DeploymentEntry { Name = "eu", BaseAddress = new Uri("https://eu.example/openai/v1"), Key = new Secret("k-eu"), Weight = 2, Models = new Dictionary<string, string> { ["gpt-5"] = "my-five" } },
                new DeploymentEntry { Name = "us", BaseAddress = new Uri("https://us.example/openai/v1"), Key = new Secret("k-us") },
                new DeploymentEntry { Name = "nokey", BaseAddress = new Uri("https://no.example/openai/v1") },
            ],
        };
        var book = new UpstreamBook();
        book.Swap(Build([entry], []));

        var five = book.For("azure", "gpt-5").Value!;
        var mini = book.For("azure", "gpt-5-mini").Value!;

        Assert.Equal(["azure/eu", "azure/us"], five.Select(deployment => deployment.Name));
        Assert.Equal("my-five", five[0].ModelName("gpt-5"));
        Assert.Equal("gpt-5", five[1].ModelName("gpt-5"));
        Assert.Equal(["azure/us"], mini.Select(deployment => deployment.Name));
    }

    [Fact]
    public void RouteTimeouts_GoOverTheProviders_AndThoseOverAll()
    {
        var entry = new ProviderEntry
        {
            Name = "openai",
            Key = new Secret("k"),
            Timeouts = new TimeoutEntry { FirstByte = TimeSpan.FromSeconds(20) },
            RouteTimeouts = new Dictionary<Surface, TimeoutEntry> { [Surface.Embeddings] = new() { FirstByte = TimeSpan.FromSeconds(5) } },
        };

        var deployment = _builder.Build([entry], [], new TimeoutEntry { Total = TimeSpan.FromSeconds(99) }).Find("openai")!.Deployments[0];

        Assert.Equal(TimeSpan.FromSeconds(5), deployment.TimeoutsOf(Surface.Embeddings).FirstByte);
        Assert.Equal(TimeSpan.FromSeconds(20), deployment.TimeoutsOf(Surface.ChatCompletions).FirstByte);
        Assert.Equal(TimeSpan.FromSeconds(99), deployment.TimeoutsOf(Surface.Embeddings).Total);
        Assert.Equal(TimeSpan.FromSeconds(10), deployment.TimeoutsOf(Surface.Embeddings).Connect);
    }

    [Fact]
    public void ARecordWithAKey_DoesNotPrintIt()
    {
        _environment["OPENAI_API_KEY"] = "sk-env-key-of-someone";

        var provider = Assert.Single(Build().Providers);

        Assert.DoesNotContain("sk-env", provider.ToString() + provider.Deployments[0], StringComparison.Ordinal);
    }

    private UpstreamSnapshot Build(IReadOnlyList<ProviderEntry>? file = null, IReadOnlyList<ProviderEntry>? database = null) =>
        _builder.Build(file ?? [], database ?? [], TimeoutEntry.Empty);
}
