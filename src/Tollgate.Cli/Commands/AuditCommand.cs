using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate audit verify | query | export`: of the running gateway, or with --data of a data folder or a copy of one.</summary>
internal sealed class AuditCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Row", "sequence", true), new("Time", "at"), new("Who", "actor"), new("Action", "action"), new("Of", "subject_kind"), new("Id", "subject_id"), new("Detail", "detail")];

    private static readonly Column[] Verdict = [new("Whole", "is_whole"), new("Rows that fit", "rows"), new("Head", "head"), new("First break", "first_break"), new("What is wrong", "fault"),
        new("Proved by it", "parts.name"), new("Rows proved", "parts.rows"), new("Rows not sealed", "parts.unproved"), new("Altered", "parts.fault")];

    private static readonly Column[] SinkColumns =
        [new("Name", "name"), new("To", "to"), new("Last row", "sequence", true), new("Behind", "behind", true), new("Moved", "moved_at"), new("What is wrong", "last_error")];

    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("audit", "The audit log: what was done and decided, and whether anybody changed it since.")
    {
        Verify(context),
        Query(context),
        Export(context),
        Sinks(context),
    };

    private static Command Verify(CommandContext context)
    {
        var data = AuditWords.Data();
        var anchors = new Option<string?>("--anchors") { Description = "The file of anchors; needs --data." };
        var key = new Option<string?>("--anchor-key") { Description = "The key that must have signed them: a PEM file, the public half is enough." };
        var command = new Command("verify", "Check the chain of all rows and the ledger that it seals; the exit code is 1 when anything was changed.") { data, anchors, key };
        command.SetAction(async (words, ct) =>
        {
            if (words.GetValue(anchors) is not null && words.GetValue(data) is null)
            {
                throw new CliFault(ExitCode.Usage, "--anchors needs --data: a gateway is not the one to judge itself.");
            }

            var verdict = words.GetValue(data) is { } folder
                ? await AuditFolder.VerdictAsync(folder, words.GetValue(anchors), words.GetValue(key), ct)
                : await GatewayVerdictAsync(context, words, ct);
            context.Print(words).Item(verdict, Verdict);
            return verdict["is_proved"]!.GetValue<bool>() ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }

    private static async Task<JsonNode> GatewayVerdictAsync(CommandContext context, ParseResult words, CancellationToken ct)
    {
        using var gateway = context.Connect(words);
        return await gateway.GetAsync("/api/audit/check", ct);
    }

    private static Command Query(CommandContext context)
    {
        var (which, data) = (new AuditWords(), AuditWords.Data());
        var length = new ListLength();
        var command = new Command("query", "Rows of the log, the newest first.") { data };
        which.AddTo(command);
        length.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            if (words.GetValue(data) is { } folder)
            {
                await using var source = AuditWords.Open(folder);
                var rows = await AuditWords.ReadAsync(() => new AuditReader(source).ListAsync(which.Filter(words), long.MaxValue, length.Read(words), ct));
                var page = new Page<AuditReply>([.. rows.Select(AuditReply.Of)]);
                context.Print(words).List(JsonSerializer.SerializeToNode(page, AuditJson.Default.PageAuditReply)!, Columns);
                return ExitCode.Ok;
            }

            using var gateway = context.Connect(words);
            await length.PrintAsync(context, words, gateway, $"/api/audit?{which.Query(words)}", Columns, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Export(CommandContext context)
    {
        var (which, data) = (new AuditWords(), AuditWords.Data());
        var form = new Option<string>("--as") { Description = "jsonl, json or csv.", DefaultValueFactory = _ => "jsonl" }.Among(AuditExport.Forms);
        var file = new Option<string?>("--to-file") { Description = "Where to write; standard output without it." };
        var command = new Command("export", "All rows, the oldest first, as a file.") { data, form, file };
        which.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            await using var output = words.GetValue(file) is { } path ? new FileStream(path, FileMode.CreateNew, FileAccess.Write) : (Stream)new MemoryStream();
            if (words.GetValue(data) is { } folder)
            {
                await using var source = AuditWords.Open(folder);
                await AuditWords.ReadAsync(() => AuditExport.WriteAsync(new AuditReader(source).ReadAsync(which.Filter(words), ct), words.GetValue(form)!, output, ct));
            }
            else
            {
                using var gateway = context.Connect(words);
                using var reply = await gateway.SendRawAsync(HttpMethod.Get, $"/api/audit/export?format={words.GetValue(form)}&{which.Query(words)}", null, ct);
                await reply.Content.CopyToAsync(output, ct);
            }

            if (output is MemoryStream text)
            {
                await words.InvocationConfiguration.Output.WriteAsync(System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Sinks(CommandContext context)
    {
        var command = new Command("sinks", "How far the sinks and anchors of the log have come.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).List(await gateway.GetAsync("/api/audit/sinks", ct), SinkColumns);
            return ExitCode.Ok;
        });
        return command;
    }
}
