namespace Tollgate.Cli;

/// <summary>A command ends with a sentence for people and an exit code for programs.</summary>
internal sealed class CliFault(int exitCode, string message) : Exception(message)
{
    public int Code { get; } = exitCode;
}
