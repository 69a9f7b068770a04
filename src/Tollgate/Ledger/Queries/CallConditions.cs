using System.Data.Common;
using System.Text;
using Tollgate.Storage;

namespace Tollgate.Ledger.Queries;

/// <summary>The where-clause of a filter, over `request r`. Only constants go into the text; what a person wrote goes into parameters.</summary>
internal static class CallConditions
{
    /// <summary>Appends the conditions and gives the command its parameters.</summary>
    public static void Append(StringBuilder sql, DbCommand command, CallFilter filter)
    {
        sql.Append(" where 1 = 1");
        if (filter.OrganizationId is { } organization)
        {
            sql.Append(" and r.organization_id = @organization");
            command.Add("@organization", organization);
        }

        AppendTimes(sql, command, filter);
        AppendIdOrName(sql, command, filter.Key, "@key", " and r.key_id = @key", " and r.key_name = @key");
        AppendIdOrName(sql, command, filter.Team, "@team", " and r.team_id = @team", " and r.team_name = @team");
        AppendIdOrName(sql, command, filter.Principal, "@principal", " and r.principal_id = @principal", " and r.principal_name = @principal");
        AppendText(sql, command, filter.Agent, "@agent", " and r.agent = @agent");
        AppendText(sql, command, filter.Session, "@session", " and r.session = @session");
        AppendText(sql, command, filter.Provider, "@provider", " and r.provider = @provider");
        AppendText(sql, command, filter.Model, "@model", " and coalesce(r.model, r.model_asked) = @model");
        AppendText(sql, command, filter.Route, "@route", " and r.route = @route");
        AppendText(sql, command, filter.Result, "@result", " and r.result = @result");
        AppendTag(sql, command, filter.Tag);
        if (filter.Status is { } status)
        {
            sql.Append(" and r.status = @status");
            command.Add("@status", status);
        }

        if (filter.IsRefused)
        {
            sql.Append(" and r.refusal_code is not null");
        }
    }

    private static void AppendTimes(StringBuilder sql, DbCommand command, CallFilter filter)
    {
        if (filter.From is { } from)
        {
            sql.Append(" and r.started_at >= @from");
            command.Add("@from", from);
        }

        if (filter.To is { } to)
        {
            sql.Append(" and r.started_at < @to");
            command.Add("@to", to);
        }
    }

    private static void AppendIdOrName(StringBuilder sql, DbCommand command, string? value, string parameter, string byId, string byName)
    {
        if (value is null)
        {
            return;
        }

        if (Guid.TryParse(value, out var id))
        {
            sql.Append(byId);
            command.Add(parameter, id);
            return;
        }

        AppendText(sql, command, value, parameter, byName);
    }

    private static void AppendText(StringBuilder sql, DbCommand command, string? value, string parameter, string condition)
    {
        if (value is not null)
        {
            sql.Append(condition);
            command.Add(parameter, value);
        }
    }

    private static void AppendTag(StringBuilder sql, DbCommand command, string? tag)
    {
        if (tag is null)
        {
            return;
        }

        var parts = tag.Split(':', 2);
        command.Add("@tag_name", parts[0]);
        sql.Append(" and exists (select 1 from request_tag t where t.request_id = r.id and t.name = @tag_name");
        if (parts.Length == 2)
        {
            command.Add("@tag_value", parts[1]);
            sql.Append(" and t.value = @tag_value");
        }

        sql.Append(')');
    }
}
