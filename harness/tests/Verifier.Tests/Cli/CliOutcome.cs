using Verifier.Cli.Host;

namespace Verifier.Tests.Cli;

/// <summary>What came of an invocation.</summary>
internal sealed record CliOutcome(ExitCode Code, string Out, string Error);
