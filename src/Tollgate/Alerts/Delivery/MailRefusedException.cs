namespace Tollgate.Alerts.Delivery;

/// <summary>A mail server said no; the message says what it said.</summary>
internal sealed class MailRefusedException(string message) : Exception(message);
