using System.Text;
using Tollgate.Analytics.Reconciling;
using Tollgate.Api;
using Tollgate.Audit.Anchors;

namespace Tollgate.Tests.Fuzzing;

/// <summary>Files that somebody hands in: tables, bills of providers, anchors.</summary>
public sealed class FileFuzzTests
{
    [Fact]
    public void ATable_HoldsNoMoreCellsThanItsTextHasSigns() => Fuzz.Text(
        3_000,
        ["a,b,c\r\n1,\"x \"\"y\"\"\",3\r\n", "\"a\n\",b\n'=1+1,2\n", "\uFEFFa\n\n\n,\n", "\""],
        text => Assert.True(CsvText.Parse(text, isOurs: true) is not { } table || table.Rows.Sum(row => row.Count) <= text.Length + 1));

    [Fact]
    public void WhatWasWritten_IsReadAsItWas() => Fuzz.Text(
        2_000,
        ["=1+1", "'a", "-1", "a\"b,c\r\nd", "", "\uFEFFa", "+\t@"],
        text =>
        {
            var row = new StringBuilder();
            CsvTable.Append(row, ["head", text]);
            CsvTable.Append(row, [text, "end"]);

            var table = CsvText.Parse(row.ToString(), isOurs: true)!;
            Assert.Equal(text, table.Rows[0][0]);
        });

    [Fact]
    public void ABill_IsReadOrRefused() => Fuzz.Bytes(
        3_000,
        [
            """{"object":"page","data":[{"object":"bucket","start_time":1730419200,"end_time":1730505600,"results":[{"object":"organization.usage.completions.result","input_tokens":1000,"output_tokens":500,"input_cached_tokens":800,"num_model_requests":5,"project_id":null,"model":"gpt-4o"}]}],"has_more":false}"""u8.ToArray(),
            """{"data":[{"starting_at":"2025-08-01T00:00:00Z","ending_at":"2025-08-02T00:00:00Z","results":[{"uncached_input_tokens":1500,"cache_creation":{"ephemeral_1h_input_tokens":1000,"ephemeral_5m_input_tokens":500},"cache_read_input_tokens":200,"output_tokens":500,"model":"claude-opus-4"}]}],"has_more":true,"next_page":"x"}"""u8.ToArray(),
            """[{"data":[{"start_time":1,"end_time":2,"results":[{"object":"organization.costs.result","amount":{"value":0.06,"currency":"usd"}}]}]}]"""u8.ToArray(),
        ],
        bytes => Assert.NotEqual(BillReader.Read(bytes).IsRefused, BillReader.Read(bytes).Value is not null));

    [Fact]
    public void AnAnchor_IsOneOrNone() => Fuzz.Text(
        3_000,
        ["""{"sequence":4,"hash":"00ff","at":"2026-11-21T08:00:00+00:00","signature":"AAAA"}""", """{"sequence":-1,"hash":"","at":"2026-11-21"}"""],
        text => Assert.True(Anchor.Parse(text) is not { } anchor || anchor.Hash is not null));
}
