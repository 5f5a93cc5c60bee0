using System.Collections.Immutable;

namespace Verifier.Cli.Commands;

/// <summary>What a <c>shrink</c> was asked to do.</summary>
/// <param name="Token">The token, or a file that holds it.</param>
/// <param name="Output">The script to write, or a folder for it.</param>
/// <param name="Fingerprint">Which finding to keep; null for the first.</param>
/// <param name="Scenario">The script to take; null for the one the token names.</param>
/// <param name="Assemblies">Assemblies of models; empty for the program's own.</param>
internal sealed record ShrinkSettings(string Token, string Output, string? Fingerprint, string? Scenario, ImmutableArray<string> Assemblies);
