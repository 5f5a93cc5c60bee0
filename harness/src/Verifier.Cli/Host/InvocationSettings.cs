using Verifier.Cli.Logging;

namespace Verifier.Cli.Host;

/// <summary>The values of the options that all verbs share.</summary>
/// <param name="IsJson">Results as one JSON document instead of text.</param>
/// <param name="Verbosity">The amount of output.</param>
/// <param name="LogFile">The file of the log, which also goes to stderr; null for none.</param>
/// <param name="RefusesColours">True if <c>--no-color</c> was given.</param>
internal sealed record InvocationSettings(bool IsJson, Verbosity Verbosity, string? LogFile, bool RefusesColours);
