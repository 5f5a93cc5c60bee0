namespace Verifier.Cli.Running;

/// <summary>
/// One scenario with one driver cannot be done, or not go on. It becomes that one's error: the others are done all the same. Where there is
/// nothing but that one, it is an error as any other.
/// </summary>
/// <param name="code">The exit code.</param>
/// <param name="message">The message.</param>
internal sealed class TargetException(ExitCode code, string message) : CliException(code, message);
