namespace Verifier.Cli.Minimal;

/// <summary>Asks for a smaller scenario.</summary>
/// <param name="Token">The run's token.</param>
/// <param name="Fingerprint">Which finding to keep; null for the first.</param>
/// <param name="Output">The script to write, or a folder for it, as the user wrote it.</param>
/// <param name="WorkingFolder">Where that path starts.</param>
internal sealed record ShrinkOrder(string Token, string? Fingerprint, string Output, string WorkingFolder);
