using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.Callers;

/// <summary>Turns a request to the admin API into its caller, or a refusal when the key has not the right.</summary>
internal sealed class ApiCallerReader(CallerDirectory directory, OrganizationStore organizations, ClientAddress? addresses = null, SignInLog? signIns = null)
{
    /// <summary>The operator names another organization with this header, or with `?organization=`.</summary>
    public const string OrganizationHeader = "x-tollgate-organization";

    private static readonly Refusal NoOrganization = new(RefusalCode.NotFound, "There is no such organization.");

    /// <summary>The caller, when it has at least the right that the route needs.</summary>
    public async ValueTask<Outcome<ApiCaller>> ReadAsync(HttpContext http, ApiRight needed, CancellationToken ct)
    {
        if (needed == ApiRight.Public)
        {
            return new ApiCaller(Guid.Empty, "", Guid.Empty, ApiRight.Public);
        }

        var identified = await directory.IdentifyAsync(http, ct);
        if (identified.IsRefused)
        {
            Note(http, SignInLog.Failed, null);
            return identified.Refusal;
        }

        var caller = identified.Value.Caller;
        var right = RightOf(caller.Role);
        Note(http, right < needed ? SignInLog.Forbidden : SignInLog.Accepted, caller);
        if (right < needed)
        {
            return new Refusal(RefusalCode.Forbidden, $"The key '{caller.KeyName}' may not do this.")
            {
                Help = needed == ApiRight.Operator ? "It takes the admin key of the gateway." : $"It takes a key with the role {(needed == ApiRight.Viewer ? "viewer" : "admin")}.",
                Step = "authenticate",
            };
        }

        return await InOrganizationAsync(http, new ApiCaller(caller.KeyId, caller.KeyName, caller.OrganizationId, right), caller.OrganizationName, ct);
    }

    private void Note(HttpContext http, string action, Caller? caller)
    {
        // A key that asks about itself is a caller at work: its calls have their own rows.
        if (action != SignInLog.Accepted || caller?.Role is KeyRole.Operator or KeyRole.Admin or KeyRole.Viewer)
        {
            signIns?.Note(new SignInNote(action, caller?.OrganizationId ?? Guid.Empty, caller?.KeyId ?? Guid.Empty, caller?.KeyName ?? "", addresses?.Of(http).ToString() ?? ""));
        }
    }

    private static ApiRight RightOf(KeyRole role) => role switch
    {
        KeyRole.Operator => ApiRight.Operator,
        KeyRole.Admin => ApiRight.Admin,
        KeyRole.Viewer => ApiRight.Viewer,
        _ => ApiRight.Self,
    };

    private async ValueTask<Outcome<ApiCaller>> InOrganizationAsync(HttpContext http, ApiCaller caller, string own, CancellationToken ct)
    {
        var named = http.Request.Headers[OrganizationHeader].ToString();
        if (named.Length == 0)
        {
            named = http.Request.Query["organization"].ToString();
        }

        if (named.Length == 0 || named == own || named == caller.OrganizationId.ToString())
        {
            return caller;
        }

        if (!caller.IsOperator || await organizations.FindAsync(named, ct) is not { } organization)
        {
            return NoOrganization;
        }

        return caller with { OrganizationId = organization.Id };
    }
}
