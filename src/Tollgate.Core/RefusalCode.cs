namespace Tollgate.Core;

/// <summary>Why the gateway refused a call. Statuses and bodies per dialect are in <see cref="RefusalTable"/>.</summary>
public enum RefusalCode : byte
{
    /// <summary>No key, an unknown key, or two different keys.</summary>
    Unauthorized,
    /// <summary>The key is known but revoked or expired.</summary>
    KeyRevoked,
    /// <summary>The key may not do this.</summary>
    Forbidden,
    /// <summary>No such route, resource or model, or it belongs to somebody else.</summary>
    NotFound,
    /// <summary>The model name is unknown or ambiguous.</summary>
    ModelNotFound,
    /// <summary>The key's list does not hold this model.</summary>
    ModelNotAllowed,
    /// <summary>The request cannot be read, or could be read in two ways.</summary>
    InvalidRequest,
    /// <summary>The body is larger than allowed.</summary>
    RequestTooLarge,
    /// <summary>The body is coded in a way the gateway does not read.</summary>
    UnsupportedMedia,
    /// <summary>A request, token or parallel limit is reached.</summary>
    RateLimited,
    /// <summary>A hard budget is spent, or no smaller call fits.</summary>
    BudgetExceeded,
    /// <summary>Money held by other calls is in the way; a retry can succeed.</summary>
    BudgetHeld,
    /// <summary>The cost has no bound, so a hard budget cannot allow the call.</summary>
    CostUnbounded,
    /// <summary>The model has no price, so a hard budget cannot allow the call.</summary>
    PriceUnknown,
    /// <summary>The pass-through route is denied, or has no price under a hard budget.</summary>
    RouteDenied,
    /// <summary>A guard or a policy said no.</summary>
    SecurityViolation,
    /// <summary>The provider has no key or is disabled.</summary>
    ProviderNotConfigured,
    /// <summary>No connection to the provider.</summary>
    UpstreamUnreachable,
    /// <summary>The provider did not answer in time.</summary>
    UpstreamTimeout,
    /// <summary>The provider's answer was malformed or ended too early.</summary>
    UpstreamBroken,
    /// <summary>The journal has no room: nothing new is sent that could not be recorded.</summary>
    JournalFull,
    /// <summary>The gateway is starting, stopping or not able to record.</summary>
    NotReady,
    /// <summary>Not offered yet.</summary>
    NotImplemented,
    /// <summary>The method is not offered on this route.</summary>
    MethodNotAllowed,
    /// <summary>The item changed, exists already, or is owned by the settings file.</summary>
    Conflict,
    /// <summary>A fault of the gateway.</summary>
    InternalError,
    /// <summary>A member asked for a key beyond what the template gives.</summary>
    TemplateExceeded,
}
