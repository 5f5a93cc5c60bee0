using Verifier.Workers;

namespace Verifier.Cli.Host;

/// <summary>The program cannot do what it was asked; the message says what, where and how to mend it, and is all that the user sees.</summary>
/// <param name="code">The exit code.</param>
/// <param name="message">The message; one line for each error.</param>
internal sealed class CliException(ExitCode code, string message) : RefusalException(ExitCodes.ReasonOf(code), message)
{
    /// <summary>The exit code.</summary>
    public ExitCode Code => code;

    /// <summary>A usage error.</summary>
    public static CliException Usage(string message) => new(ExitCode.Usage, message);
}
