using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Book = new(PriceList.ReadBuiltIn(), [], []);

    [Theory]
    [InlineData("gpt-4o", "openai")]
    [InlineData("claude-opus-5", "anthropic")]
    [InlineData("gemini-2.5-pro", "gemini")]
    [InlineData("deepseek-chat", "deepseek")]
    [InlineData("llama-3.3-70b-versatile", "groq")]
    public void Resolve_OfABareName_MeansTheMakerOrTheOnlyProviderThatListsIt(string model, string provider)
    {
        var resolved = Book.Resolve(model, null, Now);

        Assert.Equal(provider, resolved.Value!.Provider);
        Assert.Equal(LineFlags.None, resolved.Value.Flags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpt")]
    [InlineData("gpt-4o-")]
    [InlineData("GPT-4o")]
    [InlineData("claude-opus")]
    public void Resolve_OfPartOfAName_FindsNothing(string model) =>
        Assert.Equal(RefusalCode.ModelNotFound, Book.Resolve(model, null, Now).Refusal?.Code);
}
