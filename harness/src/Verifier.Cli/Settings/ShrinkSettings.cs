namespace Verifier.Cli.Settings;

/// <summary>The settings of a <c>shrink</c>.</summary>
/// <param name="Token">The token, or a file that holds it.</param>
/// <param name="Output">The script to write, or a folder for it.</param>
/// <param name="Fingerprint">Which finding to keep; null for the first.</param>
/// <param name="Scenario">The script to take; null for the one the token names.</param>
/// <param name="Sources">Where drivers come from, besides the paths that scripts name.</param>
internal sealed record ShrinkSettings(string Token, string Output, string? Fingerprint, string? Scenario, DriverSources Sources);
