using Verifier.Cli.Logging;

namespace Verifier.Cli.Host;

/// <summary>The values of the options that all verbs share.</summary>
/// <param name="IsJson">Results as one JSON document instead of text.</param>
/// <param name="Verbosity">How much is told.</param>
/// <param name="LogFile">Where the log goes besides stderr; null for nowhere.</param>
/// <param name="RefusesColours">Was <c>--no-color</c> given?</param>
internal sealed record InvocationSettings(bool IsJson, Verbosity Verbosity, string? LogFile, bool RefusesColours);
