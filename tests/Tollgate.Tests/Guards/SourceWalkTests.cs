using System.Text;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Tests.Guards;

public sealed class SourceWalkTests
{
    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"here"}]}""", "User", "messages[0].content")]
    [InlineData("""{"messages":[{"content":"here","role":"system"}]}""", "System", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"developer","content":[{"type":"text","text":"here"}]}]}""", "System", "messages[0].content[0].text")]
    [InlineData("""{"messages":[{"role":"tool","content":"here"}]}""", "Tool", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"tool","content":[{"role":"system","text":"here"}]}]}""", "Tool", "messages[0].content[0].text")]
    [InlineData("""{"messages":[{"role":"assistant","content":"here"}]}""", "Model", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"tool_use_id":"a","content":"here","type":"tool_result"}]}]}""", "Tool", "messages[0].content[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"document","source":{"data":"here"}}]}]}""", "File", "messages[0].content[0].source.data")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","input":{"a":{"b":"here"}}}]}]}""", "Model", "messages[0].content[0].input.a.b")]
    [InlineData("""{"system":"here"}""", "System", "system")]
    [InlineData("""{"system":[{"type":"text","text":"here"}]}""", "System", "system[0].text")]
    [InlineData("""{"instructions":"here"}""", "System", "instructions")]
    [InlineData("""{"input":"here"}""", "User", "input")]
    [InlineData("""{"input":[{"type":"function_call_output","output":"here"}]}""", "Tool", "input[0].output")]
    [InlineData("""{"input":[{"type":"function_call","arguments":"here"}]}""", "Model", "input[0].arguments")]
    [InlineData("""{"tools":[{"function":{"parameters":{"system":"here"}}}]}""", "Tool", "tools[0].function.parameters.system")]
    [InlineData("""{"systemInstruction":{"parts":[{"text":"here"}]}}""", "System", "systemInstruction.parts[0].text")]
    [InlineData("""{"contents":[{"parts":[{"text":"here"}],"role":"model"}]}""", "Model", "contents[0].parts[0].text")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"functionResponse":{"response":{"x":"here"}}}]}]}""", "Tool", "contents[0].parts[0].functionResponse.response.x")]
    [InlineData("""{"metadata":{"a key of a caller":"here"}}""", "User", "metadata.*")]
    [InlineData("""{"a":1}{"b":[true,null,"here"]}""", "User", "b[2]")]
    [InlineData("""["x","here"]""", "User", "[1]")]
    [InlineData("\"here\"", "User", "")]
    public void ATextIsItsWriters(string body, string source, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var walk = new SourceWalk(bytes);
        while (walk.Next() && !bytes.AsSpan(walk.Start, walk.Length).SequenceEqual("here"u8))
        {
        }

        Assert.Equal(source, walk.Source.ToString());
        Assert.Equal(path, walk.Path());
        Assert.Equal(4, walk.Length);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"shell","arguments":"{}"}}]}]}""", "shell={}")]
    [InlineData("""{"messages":[{"role":"assistant","function_call":{"arguments":"{}","name":"shell"}}]}""", "={} shell")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","name":"shell","input":{"name":"x","input":{"a":1}}}]}]}""", """shell={"name":"x","input":{"a":1}}""")]
    [InlineData("""{"contents":[{"role":"model","parts":[{"functionCall":{"name":"shell","args":{"a":["b"]}}}]}]}""", """shell={"a":["b"]}""")]
    [InlineData("""{"input":[{"type":"local_shell_call","action":{"command":["rm"]}}]}""", """={"command":["rm"]}""")]
    [InlineData("""{"input":[{"name":"shell","arguments":"{}","type":"function_call"}]}""", "shell={}")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"shell","parameters":{"properties":{"name":{"type":"string"}}}}},{"type":"web_search"}]}""", "shell web_search")]
    [InlineData("""{"tools":[{"name":"shell","input_schema":{}},{"functionDeclarations":[{"name":"read"}]},{"googleSearch":{}}]}""", "shell read googleSearch")]
    [InlineData("""{"t\u006fols":[{"n\u0061me":"shell"}]}""", "shell")]
    [InlineData("""{"messages":[{"role":"user","name":"jane","input":{"a":1},"content":"arguments"}]}""", "")]
    public void CallsAndToolsAreKnown(string body, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var walk = new SourceWalk(bytes, showsCalls: true);
        var seen = new StringBuilder();
        while (walk.Next())
        {
            var text = Encoding.UTF8.GetString(bytes.AsSpan(walk.Start, walk.Length));
            seen.Append(walk.Kind switch { TextKind.ToolName => $" {text}", TextKind.Arguments => $"={text}", _ => "" });
        }

        Assert.Equal(expected, seen.ToString().Trim());
    }

    [Fact]
    public void EveryTextNameAndNumberIsVisitedOnce()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"a":"b","c":[1,-2.5,{"d":"e\"f"}],"g":{}}""");
        var seen = new List<string>();
        var walk = new SourceWalk(bytes, Source.Model);
        while (walk.Next())
        {
            seen.Add(Encoding.UTF8.GetString(bytes.AsSpan(walk.Start, walk.Length)));
        }

        Assert.Equal(["a", "b", "c", "1", "-2.5", "d", "e\\\"f", "g"], seen);
    }

    [Fact]
    public void NestingCostsNoMoreThanItsLength()
    {
        var text = new StringBuilder();
        for (var depth = 0; depth < 30; depth++)
        {
            text.Append("{\"a\":[");
        }

        var bytes = Encoding.UTF8.GetBytes(text + new string('1', 10) + string.Concat(Enumerable.Repeat("]}", 30)));
        var walk = new SourceWalk(bytes);
        var count = 0;
        while (walk.Next())
        {
            count++;
        }

        Assert.Equal(31, count);
    }
}
