using System.Collections.Concurrent;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>
/// Chooses the estimator of each call, prefers what a call really cost to what was expected, and hands records to a sink. What the sink does not take
/// stays in a file and is told again with the next record, so a failed write loses nothing. Safe for use by several threads.
/// </summary>
public sealed class CostTracker : IDisposable
{
    private readonly ConcurrentDictionary<string, ICostEstimator> _estimators = new(StringComparer.Ordinal);
    private readonly ICostSink _sink;
    private readonly TimeProvider _time;
    private readonly PendingRecords? _pending;
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>A tracker that knows the built-in estimators: free, openai, anthropic.</summary>
    /// <param name="sink">Where records go.</param>
    /// <param name="pendingFile">A file for what the sink did not take, of this tracker alone; null throws the sink's exception instead.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public CostTracker(ICostSink sink, string? pendingFile = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sink = sink;
        _time = time ?? TimeProvider.System;
        _pending = pendingFile is null ? null : new PendingRecords(pendingFile);
        Register(new NoCost());
        Register(new OpenAIEstimator(time: _time));
        Register(new AnthropicEstimator(time: _time));
    }

    /// <summary>The estimators, by name.</summary>
    public IReadOnlyList<EstimatorDescription> Estimators =>
        [.. _estimators.Values.Select(estimator => estimator.Describe()).OrderBy(description => description.Provider, StringComparer.Ordinal)];

    /// <summary>Adds an estimator; one of the same provider is replaced.</summary>
    public void Register(ICostEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        _estimators[estimator.Provider] = estimator;
    }

    /// <summary>Takes an estimator away; false when there was none.</summary>
    public bool Unregister(string provider) => _estimators.TryRemove(provider, out _);

    /// <summary>The estimator of a provider; null when there is none.</summary>
    public ICostEstimator? Find(string provider) => _estimators.GetValueOrDefault(provider);

    /// <summary>What a call will probably cost.</summary>
    /// <param name="request">The call's body.</param>
    /// <param name="resource">What it goes to; its metadata names the estimator.</param>
    /// <exception cref="CostEstimationException">No estimator is named or known, or it failed. An unknown cost is never nothing.</exception>
    public CostEstimate Estimate(JsonElement request, CostResource resource)
    {
        var estimator = Choose(resource);
        return Guarded(estimator, () => estimator.Estimate(request, resource));
    }

    /// <summary>Records what a call cost: what its answer says, else the estimate.</summary>
    /// <param name="request">The call's body.</param>
    /// <param name="result">Its answer; null where there is none.</param>
    /// <param name="resource">What it went to.</param>
    /// <param name="ct">Gives up the writing; what was not written is in the file.</param>
    /// <exception cref="CostEstimationException">No estimator is named or known, or it failed.</exception>
    public async Task<CostRecord> RecordAsync(JsonElement request, JsonElement? result, CostResource resource, CancellationToken ct = default)
    {
        var estimator = Choose(resource);
        var actual = result is { } answer && estimator.KnowsActual ? Guarded(estimator, () => estimator.Actual(request, answer, resource)) : null;
        var record = new CostRecord
        {
            Id = Ids.New(_time),
            At = _time.GetUtcNow(),
            Resource = resource.Name,
            Provider = estimator.Provider,
            Estimated = actual is null ? Guarded(estimator, () => estimator.Estimate(request, resource)).Amount : Known(() => estimator.Estimate(request, resource).Amount),
            Actual = actual,
        };
        await WriteAsync(record, ct).ConfigureAwait(false);
        return record;
    }

    /// <summary>Tells the sink again what it did not take; how many records are still in the file.</summary>
    public async Task<int> RetryAsync(CancellationToken ct = default)
    {
        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _pending is null ? 0 : await _pending.DrainAsync(_sink, ct).ConfigureAwait(false);
        }
        finally
        {
            _ = _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    /// <summary>The record is in the file before the sink is asked: a process that dies in between tells it again.</summary>
    private async Task WriteAsync(CostRecord record, CancellationToken ct)
    {
        if (_pending is null)
        {
            await _sink.WriteAsync(record, ct).ConfigureAwait(false);
            return;
        }

        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            _pending.Add(record);
            _ = await _pending.DrainAsync(_sink, ct).ConfigureAwait(false);
        }
        finally
        {
            _ = _writing.Release();
        }
    }

    private ICostEstimator Choose(CostResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var name = resource.Estimator ?? throw new CostEstimationException($"The resource '{resource.Name}' names no `{CostResource.CostProviderKey}` or `{CostResource.ProviderKey}`; name `free` where it costs nothing.");
        return Find(name) ?? throw new CostEstimationException($"No estimator is known for '{name}'; register one, or name `free` where '{resource.Name}' costs nothing.") { Provider = name };
    }

    private static T Guarded<T>(ICostEstimator estimator, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception fault) when (fault is not (CostEstimationException or OutOfMemoryException))
        {
            throw new CostEstimationException($"The estimator of '{estimator.Provider}' failed: {fault.Message}", fault) { Provider = estimator.Provider };
        }
    }

    /// <summary>An estimate beside an actual cost is worth having, not worth failing for.</summary>
    private static Money? Known(Func<Money> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return null;
        }
    }
}
