using System.Collections.Immutable;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>The facts that a report needs and a history does not hold.</summary>
public sealed record ReportContext
{
    /// <summary>The command that calls the program, before its verb.</summary>
    public string Program { get; init; } = "dotnet verifier";

    /// <summary>The command that replays a run; its token goes behind it.</summary>
    public string Replay { get; init; } = "dotnet verifier replay";

    /// <summary>The drivers' sources; null when there are none at hand.</summary>
    public SourceTree? Sources { get; init; }

    /// <summary>The details of exemplars, by fingerprint; see <see cref="ExemplarReader"/>.</summary>
    public ImmutableArray<RunDetail> Details { get; init; } = [];

    /// <summary>Minimal scenarios that there are files of, by the fingerprint of the finding.</summary>
    public IReadOnlyDictionary<string, MinimalFile> Minimal { get; init; } = ImmutableDictionary<string, MinimalFile>.Empty;

    /// <summary>The DDIs that drivers call and that can fail, by the driver's name; see <see cref="DriverImports"/>.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Imports { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}
