namespace Verifier.Acceptance;

/// <summary>What a program said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
