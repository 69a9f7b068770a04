namespace Tollgate.Alerts.Delivery;

/// <summary>The mail server that the operator has chosen.</summary>
internal sealed record SmtpOptions
{
    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port for submission.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection must turn to TLS (STARTTLS) before anything is said.</summary>
    public bool UsesTls { get; init; } = true;

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The name to sign in with; null: without signing in.</summary>
    public string? UserName { get; init; }

    /// <summary>The password, never printed.</summary>
    public string? Password { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
