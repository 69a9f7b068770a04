using System.CommandLine;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>--limit and --all of a list: pages are followed until either is met, and a list that goes on says so.</summary>
internal sealed class ListLength(int fallback = ListLength.Usual)
{
    private const int Usual = 100;

    private readonly Option<int> _limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => fallback };
    private readonly Option<bool> _all = new("--all") { Description = "All of them." };

    /// <summary>Puts the two options on a command.</summary>
    public void AddTo(Command command)
    {
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit < 1))
            {
                result.AddError($"--limit takes a whole number from 1, not '{result.Tokens[0].Value}'.");
            }
        });
        command.Options.Add(_limit);
        command.Options.Add(_all);
    }

    /// <summary>How many are asked for.</summary>
    public int Read(ParseResult words) => words.GetValue(_all) ? int.MaxValue : words.GetValue(_limit);

    /// <summary>Reads the list and prints it.</summary>
    public async Task PrintAsync(CommandContext context, ParseResult words, GatewayClient gateway, string path, IReadOnlyList<Column> columns, CancellationToken ct)
    {
        var limit = Read(words);
        var page = await gateway.ListAsync(path, limit, ct);
        context.Print(words).List(page, columns);
        if (page["next"] is not null)
        {
            await words.InvocationConfiguration.Error.WriteLineAsync($"The first {limit} are shown and more follow: --all shows all of them, --limit more.");
        }
    }
}
