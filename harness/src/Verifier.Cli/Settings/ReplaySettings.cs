using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Settings;

/// <summary>The settings of a <c>replay</c>.</summary>
/// <param name="TokenOrFile">The token, or the file of tokens.</param>
/// <param name="ShowsTrace">True to print the trace.</param>
/// <param name="Breaks">True to stop a debugger at injected failures.</param>
/// <param name="Scenario">The script to take; null for the one the token names.</param>
/// <param name="Sources">The drivers of the command line, besides the paths that scripts name.</param>
internal sealed record ReplaySettings(string TokenOrFile, bool ShowsTrace, bool Breaks, string? Scenario, DriverSources Sources)
{
    /// <summary>Missing imports whose calls are answered by hand, besides those of the tokens.</summary>
    public ImmutableArray<ImportStub> Stubs { get; init; } = [];
}
