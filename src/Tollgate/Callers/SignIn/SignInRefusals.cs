using Tollgate.Core;

namespace Tollgate.Callers.SignIn;

/// <summary>Refusals of the first step. They tell an attacker nothing: unknown and malformed keys get the same words.</summary>
internal static class SignInRefusals
{
    private const string Step = "authenticate";

    /// <summary>No credential at all.</summary>
    public static Refusal Missing { get; } = new(RefusalCode.Unauthorized, "The request carries no Tollgate key.")
    {
        Help = "Send one as 'Authorization: Bearer tg-…'; `tollgate keys create NAME` makes one.",
        Step = Step,
    };

    /// <summary>A credential that leads nowhere.</summary>
    public static Refusal Unknown { get; } = new(RefusalCode.Unauthorized, "The key is not valid.")
    {
        Help = "Check that it was copied whole; `tollgate keys create NAME` makes a new one.",
        Step = Step,
    };

    /// <summary>Two different valid keys.</summary>
    public static Refusal TwoKeys { get; } = new(RefusalCode.Unauthorized, "The request carries two different Tollgate keys.")
    {
        Help = "Send one of them.",
        Step = Step,
    };

    /// <summary>The key ended by itself.</summary>
    public static Refusal Expired { get; } = new(RefusalCode.KeyRevoked, "The key has expired.")
    {
        Help = "Ask for a new one: `tollgate keys create NAME`.",
        Step = Step,
    };

    /// <summary>A key that administers or looks, but does not call.</summary>
    public static Refusal NotForCalls { get; } = new(RefusalCode.Forbidden, "This key is for the admin API and calls no models.")
    {
        Help = "Make one for calls: `tollgate keys create NAME`.",
        Step = Step,
    };

    /// <summary>The key is not in memory and the database does not answer.</summary>
    public static Refusal DatabaseAway { get; } = new(RefusalCode.NotReady, "The key cannot be checked now, because the database does not answer.")
    {
        Step = Step,
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>The address has failed too often.</summary>
    public static Refusal TooManyFailures(TimeSpan wait) => new(RefusalCode.RateLimited, "Too many failed sign-ins from this address.")
    {
        Help = "Check the key; the next attempt counts after Retry-After.",
        Step = Step,
        Rule = "failed_sign_ins",
        RetryAfter = wait,
    };
}
