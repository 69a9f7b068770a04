using System.Data.Common;
using Tollgate.Ledger;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls;

/// <summary>
/// Writes who owns what an answer made, in the transaction that makes its line part of the ledger. The journal carries it there, so a
/// process that is killed behind the answer does not lose it.
/// </summary>
internal static class ObjectPostings
{
    /// <summary>The <see cref="LedgerSink"/>.</summary>
    public static Task PostAsync(DbTransaction transaction, IReadOnlyList<SettledLine> lines, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        List<ProviderObject>? made = null;
        foreach (var line in lines)
        {
            if (line.Made is { } objects)
            {
                made ??= [];
                made.AddRange(objects.Objects.Select(one =>
                    new ProviderObject(objects.Provider, one.Id, one.Kind, line.OrganizationId, objects.KeyId, objects.Deployment, line.At)));
            }
        }

        if (made is not null)
        {
            ProviderObjectStore.Add(transaction, made);
        }

        return Task.CompletedTask;
    }
}
