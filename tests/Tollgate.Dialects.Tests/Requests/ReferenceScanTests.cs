using System.Text;
using Tollgate.Dialects.Requests.References;

namespace Tollgate.Dialects.Tests.Requests;

public sealed class ReferenceScanTests
{
    [Theory]
    [InlineData("""{"input_file_id":"file-1","endpoint":"/v1/responses","completion_window":"24h"}""", "file-1")]
    [InlineData("""{"name":"x","file_ids":["file-1","file-2"]}""", "file-1 file-2")]
    [InlineData("""{"files":[{"file_id":"file-1","attributes":{"file_id":"mine"}},{"file_id":"file-2"}]}""", "file-1 file-2")]
    [InlineData("""{"previous_response_id":"resp_1","conversation":{"id":"conv_1"},"input":[{"type":"item_reference","id":"msg_1"}]}""", "resp_1 conv_1 msg_1")]
    [InlineData("""{"input":[{"id":"msg_2","type":"item_reference"},{"type":"message","id":"msg_3"}]}""", "msg_2")]
    [InlineData("""{"requests":[{"params":{"container":"container_1","messages":[{"content":[{"type":"document","source":{"type":"file","file_id":"file_1"}},{"type":"tool_use","input":{"file_id":"mine"}}]}]}}]}""", "container_1 file_1")]
    [InlineData("""{"batch":{"inputConfig":{"fileName":"files/abc"}}}""", "files/abc")]
    [InlineData("""{"contents":[{"parts":[{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}}]}],"cachedContent":"cachedContents/1"}""", "files/abc cachedContents/1")]
    [InlineData("""{"file_id":"file-1","file\u005fid":"file-2"}""", "file-1 file-2")]
    [InlineData(""" {"container":{"type":"auto","file_ids":["file-1"]},"metadata":{"file_id":"mine"},"tools":[{"type":"function","parameters":{"properties":{"file_id":{"type":"string"}}}}]}""", "file-1")]
    [InlineData("""{"file_id":"file-1"} {"file_id":"file-2"}""", "file-1 file-2")]
    [InlineData("""[{"file_id":"file-1"}]""", "file-1")]
    [InlineData("""{"some_field":"file-abc12345","text":"file-abc12345","name":"vs_1234567890"}""", "file-abc12345")]
    [InlineData("""{"purpose":"batch_output","event":"file_download","id":"x"}""", "")]
    public void EveryObjectThatABodyNames_IsFound(string body, string ids)
    {
        var found = new NamedObjects();

        Assert.True(ReferenceScan.TryRead(Encoding.UTF8.GetBytes(body), found));
        Assert.Equal(ids, string.Join(' ', found.Items.Select(item => item.Id)));
    }

    [Fact]
    public void EveryPrefixOfABody_IsRefused_NeverWorse()
    {
        var body = Encoding.UTF8.GetBytes("""{"input":[{"type":"item_reference","id":"msg_1"}],"conversation":{"id":"conv_1"},"file_ids":["a",["b"]],"cached_content":7}""");
        for (var length = 1; length < body.Length; length++)
        {
            Assert.False(ReferenceScan.TryRead(body.AsSpan(0, length), new NamedObjects()));
        }

        Assert.True(ReferenceScan.TryRead(body, new NamedObjects()));
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'{', 0, (byte)'}' })]
    public void AnEncodingThatAProviderCouldReadAndWeDoNot_IsRefused(byte[] body) => Assert.False(ReferenceScan.TryRead(body, new NamedObjects()));
}
