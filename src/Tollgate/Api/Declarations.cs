using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>
/// Makes the rules of one kind what the settings file says, by their names: what is new appears, what says something else is changed, what left
/// the file goes. The same name made over the API becomes the file's. What a crash leaves half done the next start finishes.
/// </summary>
internal abstract class Declarations<T>
    where T : class
{
    /// <summary>Applies the file; the refusal says which rule could not be put in force.</summary>
    public async Task<Refusal?> ApplyAsync(ApiCaller by, IReadOnlyList<T> wanted, CancellationToken ct)
    {
        var known = await KnownAsync(by.OrganizationId, ct);
        foreach (var gone in known.Where(rule => IsOfFile(rule) && !wanted.Any(wish => Name(wish) == Name(rule))))
        {
            await DeleteAsync(by, gone, ct);
        }

        foreach (var wish in wanted)
        {
            if (await PutAsync(by, known.FirstOrDefault(rule => Name(rule) == Name(wish)), wish, ct) is { } refusal)
            {
                return refusal with { Message = $"'{Name(wish)}' of tollgate.yaml cannot be put in force: {refusal.Message}" };
            }
        }

        return null;
    }

    /// <summary>The rules of an organization that are in force.</summary>
    protected abstract Task<IReadOnlyList<T>> KnownAsync(Guid organizationId, CancellationToken ct);

    /// <summary>What a rule is called.</summary>
    protected abstract string Name(T rule);

    /// <summary>Whether the file made it.</summary>
    protected abstract bool IsOfFile(T rule);

    /// <summary>Whether two say the same, whenever they were made.</summary>
    protected abstract bool IsSame(T rule, T wish);

    /// <summary>A rule with what a wish says; null when it takes a new rule, for what was counted would move.</summary>
    protected abstract T? Change(T rule, T wish);

    /// <summary>Makes one.</summary>
    protected abstract Task<Refusal?> CreateAsync(ApiCaller by, T wish, CancellationToken ct);

    /// <summary>Writes a changed one.</summary>
    protected abstract Task<Refusal?> UpdateAsync(ApiCaller by, T before, T changed, CancellationToken ct);

    /// <summary>Ends one.</summary>
    protected abstract Task DeleteAsync(ApiCaller by, T rule, CancellationToken ct);

    private async Task<Refusal?> PutAsync(ApiCaller by, T? before, T wish, CancellationToken ct)
    {
        if (before is null)
        {
            return await CreateAsync(by, wish, ct);
        }

        if (IsSame(before, wish))
        {
            return null;
        }

        if (Change(before, wish) is { } changed)
        {
            return await UpdateAsync(by, before, changed, ct);
        }

        await DeleteAsync(by, before, ct);
        return await CreateAsync(by, wish, ct);
    }
}
