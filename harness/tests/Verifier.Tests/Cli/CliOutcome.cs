using Verifier.Cli;

namespace Verifier.Tests.Cli;

/// <summary>What came of an invocation.</summary>
internal sealed record CliOutcome(ExitCode Code, string Out, string Error);
