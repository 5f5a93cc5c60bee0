using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Settings;

/// <summary>The settings of a <c>replay</c>.</summary>
/// <param name="TokenOrFile">The token, or the file of tokens.</param>
/// <param name="ShowsTrace">Print the trace?</param>
/// <param name="Breaks">Stop a debugger at injected failures?</param>
/// <param name="Scenario">The script to take; null for the one the token names.</param>
/// <param name="Sources">Where drivers come from, besides the paths that scripts name.</param>
internal sealed record ReplaySettings(string TokenOrFile, bool ShowsTrace, bool Breaks, string? Scenario, DriverSources Sources)
{
    /// <summary>Missing imports whose calls are answered by hand, besides those of the tokens.</summary>
    public ImmutableArray<ImportStub> Stubs { get; init; } = [];
}
