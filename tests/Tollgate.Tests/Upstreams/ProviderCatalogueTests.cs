using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Upstreams;

public sealed class ProviderCatalogueTests
{
    private static readonly ProviderCatalogue Catalogue = ProviderCatalogue.Load();

    [Theory]
    [InlineData("openai", "OPENAI_API_KEY")]
    [InlineData("anthropic", "ANTHROPIC_API_KEY")]
    [InlineData("gemini", "GEMINI_API_KEY")]
    [InlineData("gemini", "GOOGLE_API_KEY")]
    [InlineData("azure", "AZURE_OPENAI_API_KEY")]
    [InlineData("mistral", "MISTRAL_API_KEY")]
    [InlineData("deepseek", "DEEPSEEK_API_KEY")]
    [InlineData("xai", "XAI_API_KEY")]
    [InlineData("groq", "GROQ_API_KEY")]
    [InlineData("openrouter", "OPENROUTER_API_KEY")]
    public void AKnownProvider_IsFoundByItsVariable(string id, string variable) => Assert.Contains(variable, Catalogue.Find(id)!.KeyVariables);

    [Fact]
    public void EveryProvider_CanBeUsed() => Assert.All(Catalogue.Providers, provider =>
    {
        Assert.Null(ProviderNames.Refuse(provider.Id));
        Assert.True(provider.BaseAddress is not null || provider.AddressVariables.Count > 0, provider.Id);
        Assert.NotNull(provider.Source);
        Assert.Contains(provider.Surfaces, surface => surface is not null);
        Assert.All(provider.DefaultHeaders, header => Assert.False(HeaderList.IsForbidden(header.Key)));
    });

    [Fact]
    public void EveryGeneratingSurface_HasAFieldForItsOutputLimit() => Assert.All(Catalogue.Providers.SelectMany(provider => provider.Surfaces).OfType<CatalogueSurface>(), row =>
    {
        var generates = row.Surface is Surface.ChatCompletions or Surface.Responses or Surface.Messages or Surface.GenerateContent or Surface.Completions;
        Assert.Equal(generates, row.OutputLimit != OutputLimitField.None);
    });

    [Fact]
    public void OnlyOpenAIsOwnFamily_TakesMaxCompletionTokens()
    {
        Assert.Equal(OutputLimitField.MaxCompletionTokens, Catalogue.Find("openai")!.Find(Surface.ChatCompletions)!.OutputLimit);
        Assert.Equal(OutputLimitField.MaxTokens, Catalogue.Find("mistral")!.Find(Surface.ChatCompletions)!.OutputLimit);
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("Cookie")]
    [InlineData("x-api-key")]
    [InlineData("X-Goog-Api-Key")]
    [InlineData("api-key")]
    [InlineData("x-tollgate-agent")]
    [InlineData("X-Forwarded-For")]
    [InlineData("connection")]
    [InlineData("te")]
    [InlineData("transfer-encoding")]
    [InlineData("host")]
    [InlineData("baggage")]
    [InlineData("something-unknown")]
    public void AHeaderThatIsNobodysBusiness_NeverGoesUpstream(string name) =>
        Assert.All(Catalogue.Providers, provider => Assert.False(provider.RequestHeaders.Allows(name)));

    [Theory]
    [InlineData("set-cookie")]
    [InlineData("www-authenticate")]
    [InlineData("transfer-encoding")]
    [InlineData("x-tollgate-cost")]
    [InlineData("location")]
    [InlineData("openai-organization")]
    [InlineData("anthropic-organization-id")]
    [InlineData("access-control-allow-origin")]
    public void AHeaderThatIsNobodysBusiness_NeverReachesTheClient(string name) =>
        Assert.All(Catalogue.Providers, provider => Assert.False(provider.ResponseHeaders.Allows(name)));

    [Fact]
    public void AStar_DoesNotOpenWhatIsForbidden()
    {
        var list = new HeaderList(["*"]);

        Assert.True(list.Allows("x-anything"));
        Assert.False(list.Allows("Authorization"));
        Assert.False(list.Allows("X-Tollgate-Api-Key"));
        Assert.False(list.Allows("set-cookie"));
    }

    [Theory]
    [InlineData("anthropic", "anthropic-version")]
    [InlineData("anthropic", "anthropic-beta")]
    [InlineData("openai", "OpenAI-Organization")]
    [InlineData("openai", "OpenAI-Beta")]
    [InlineData("openai", "session-id")]
    public void VersionBetaAndOrganization_GoUpstream(string provider, string name) => Assert.True(Catalogue.Find(provider)!.RequestHeaders.Allows(name));
}
