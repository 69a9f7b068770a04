using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

public sealed class RequestContentTests
{
    [Fact]
    public async Task Release_WaitsForAWriteUnderWay()
    {
        var content = new RequestContent(new byte[10]);
        var stream = new GatedStream();
        var writing = content.CopyToAsync(stream, TestContext.Current.CancellationToken);

        var releasing = content.ReleaseAsync().AsTask();
        Assert.False(releasing.IsCompleted);
        stream.Open();
        await releasing;

        await Assert.ThrowsAnyAsync<Exception>(() => writing);
    }

    [Fact]
    public async Task AfterRelease_NothingIsWritten()
    {
        var content = new RequestContent(new byte[10]);
        await content.ReleaseAsync();
        var stream = new MemoryStream();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => content.CopyToAsync(stream, TestContext.Current.CancellationToken));

        Assert.Equal(0, stream.Length);
        Assert.False(content.IsStarted);
    }

    [Fact]
    public async Task TheSameBody_CanBeWrittenTwice()
    {
        var content = new RequestContent("{}"u8.ToArray());
        var stream = new MemoryStream();

        await content.CopyToAsync(stream, TestContext.Current.CancellationToken);
        await content.CopyToAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal("{}{}"u8.ToArray(), stream.ToArray());
        Assert.Equal(2, content.Length);
    }

    [Fact]
    public async Task Release_AfterTheWriteEnded_IsAtOnce()
    {
        var content = new RequestContent(new byte[10]);
        await content.CopyToAsync(new MemoryStream(), TestContext.Current.CancellationToken);

        var releasing = content.ReleaseAsync().AsTask();

        Assert.True(releasing.IsCompleted);
        await releasing;
    }

    private sealed class GatedStream : MemoryStream
    {
        private readonly TaskCompletionSource _gate = new();

        public void Open() => _gate.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _gate.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
