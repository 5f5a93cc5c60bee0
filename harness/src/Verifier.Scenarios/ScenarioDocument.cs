using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios;

/// <summary>The result of reading one script.</summary>
public sealed record ScenarioDocument
{
    /// <summary>The display path given to the reader.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>The scenario; null exactly if <see cref="Diagnostics"/> has an error.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>Everything found, by position in the file.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>
    /// SHA-256 of the script in lower-case hex, for replay tokens: over its bytes without a byte order mark and with every line end as
    /// LF. If the script takes data from files, their paths and contents follow, in the order of the script.
    /// </summary>
    public required string ContentHash { get; init; }
}
