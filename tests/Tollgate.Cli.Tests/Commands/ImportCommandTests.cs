using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Cli.Tests.Commands;

public sealed class ImportCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>, IDisposable
{
    private const string Config = """
        model_list:
          - model_name: gpt-4o
            litellm_params: { model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, rpm: 60, tpm: 100000, drop_params: true }
          - model_name: gpt-4o
            litellm_params: { model: azure/gpt-4o-eu, api_base: os.environ/AZURE_API_BASE, api_key: os.environ/AZURE_API_KEY }
          - model_name: sonnet
            litellm_params: { model: claude-sonnet-5, api_key: sk-ant-in-the-file }
          - model_name: local
            litellm_params: { model: openai/llama-3, api_base: "http://127.0.0.1:8000/v1", input_cost_per_token: 1e-7, output_cost_per_token: 0.0000004 }
          - model_name: local-too
            litellm_params: { model: hosted_vllm/llama-3, api_base: "http://127.0.0.1:8000/v1" }
          - model_name: "*"
            litellm_params: { model: "*" }
          - model_name: page
            litellm_params: { model: sagemaker/jumpstart }
          - litellm_params: { model: gpt-4o }
        litellm_settings: { max_budget: 100.5, budget_duration: 14d, callbacks: [langfuse] }
        router_settings: { model_group_alias: { gpt-4: gpt-4o, old: nothing }, routing_strategy: least-busy }
        general_settings: { master_key: sk-1234 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_settings_can_be_used_and_what_is_not_carried_over_is_said()
    {
        var file = Path.Combine(_folder, "tollgate.yaml");

        var run = await demo.RunAsync("import", "litellm", Write("config.yaml", Config), "--write", file);

        Assert.Equal(0, run.Code);
        var check = await demo.RunAsync("config", "check", "--config", file);
        Assert.True(check.Code == 0, check.Output);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("\"gpt-4o\": { provider: \"openai\", upstream_model: \"gpt-4o\", aliases: [\"gpt-4\"] }", text, StringComparison.Ordinal);
        Assert.Contains("\"local\": { provider: \"own\", upstream_model: \"llama-3\", price_per_million: { input: 0.1, output: 0.4 } }", text, StringComparison.Ordinal);
        Assert.Contains("api_key: \"${OPENAI_API_KEY}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-ant-in-the-file", text + run.Output + run.Error, StringComparison.Ordinal);
        foreach (var note in (string[])["SONNET_API_KEY", "a second account", "wildcard", "sagemaker/jumpstart", "drop_params", "14d", "callbacks", "routing_strategy", "master_key", "model_group_alias.old", "without model_name"])
        {
            Assert.Contains(note, run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Conflict, (await demo.RunAsync("import", "litellm", Path.Combine(_folder, "config.yaml"), "--write", file)).Code);
    }

    [Fact]
    public async Task Keys_go_over_by_their_hash_with_budgets_and_limits_and_clients_keep_them()
    {
        const string secret = "sk-litellm-client-key-000001";
        var keys = $"""
            token,key_alias,spend,max_budget,budget_duration,expires,models,user_id,team_id,rpm_limit,tpm_limit,max_parallel_requests,blocked
            {Hash(secret)},ada-laptop,1.25,20.0,30d,,"[""gpt-5-mini"",""claude-*""]",ada,b6b1c2de-7a5e-4b0e-9a50-3f0a6d7c1e11,60,100000,4,f
            {Hash("other")},bob,0,5,45d,2099-01-01 00:00:00,{"{all-team-models}"},,,,,,
            sk-plain-000002,plain,0,,,,,,,,,,false
            {Hash("blocked")},blocked,0,,,,,,,,,,t
            {Hash("old")},old,0,,,2020-01-01 00:00:00,,,,,,,
            {Hash("odd")},odd,0,,,soon,,,,,,,
            """;

        var run = await demo.RunAsync("import", "litellm", Write("config.yaml", Config), "--keys", Write("keys.csv", keys), "--apply");
        var again = await demo.RunAsync("import", "litellm", Path.Combine(_folder, "config.yaml"), "--keys", Path.Combine(_folder, "keys.csv"), "--apply");
        var me = await demo.RunAsAsync(secret, "me", "--json");
        var plain = await demo.RunAsAsync("sk-plain-000002", "me", "--json");
        var listed = await demo.RunAsync("keys", "list", "--json");

        Assert.Equal((0, 0, 0, 0), (run.Code, again.Code, me.Code, plain.Code));
        Assert.Contains("of 3 keys, 1 teams, 1 budgets and 2 limits", run.Output, StringComparison.Ordinal);
        Assert.Equal("20.00", me.Json["budgets"]!["items"]!.AsArray().Single(budget => budget!["scope"]!.GetValue<string>() == "key")!["limit"]!.GetValue<string>());
        var ada = listed.Json["items"]!.AsArray().Single(key => key!["name"]!.GetValue<string>() == "ada-laptop")!;
        Assert.Equal("""["gpt-5-mini","claude-*"]""", ada["models"]!.ToJsonString());
        Assert.Contains(me.Json["limits"]!.AsArray(), limit => limit!["limit"]!.GetValue<long>() == 60);
        foreach (var note in (string[])["key blocked", "key old", "key odd", "45d", "$1.25"])
        {
            Assert.Contains(note, run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ExitCode.Usage, "/no/such/config.yaml")]
    [InlineData(ExitCode.Refused, "general_settings: {}")]
    [InlineData(ExitCode.Refused, "model_list: [")]
    public async Task What_is_no_config_is_one_sentence(int code, string text)
    {
        var run = await demo.RunAsync("import", "litellm", text[0] == '/' ? text : Write("wrong.yaml", text));

        Assert.Equal(code, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("token,key_alias\n\"abc,first\ndef,second\n")]
    public async Task Keys_that_are_no_table_are_refused_as_a_whole(string keys)
    {
        var run = await demo.RunAsync("import", "litellm", Write("config.yaml", Config), "--keys", Write("keys.csv", keys));

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("cannot be read as CSV", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_without_their_column_are_refused()
    {
        var run = await demo.RunAsync("import", "litellm", Write("config.yaml", Config), "--keys", Write("keys.csv", "name,age\nx,1\n"));

        Assert.Equal(ExitCode.Refused, run.Code);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
