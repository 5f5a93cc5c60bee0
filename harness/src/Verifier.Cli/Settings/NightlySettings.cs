using System.Collections.Immutable;
using Verifier.Cli.Known;

namespace Verifier.Cli.Settings;

/// <summary>The settings of a <c>nightly</c>.</summary>
/// <param name="Run">What is run and explored.</param>
/// <param name="Classes">Folders of scenarios to keep, such as fast; empty for all.</param>
/// <param name="Database">The history file as given.</param>
/// <param name="Since">The night to compare with; null for the last comparable one.</param>
/// <param name="FailOn">Which findings make it fail.</param>
internal sealed record NightlySettings(RunSettings Run, ImmutableArray<string> Classes, string Database, long? Since, FailOn FailOn)
{
    /// <summary>The folder of the drivers' sources.</summary>
    public NightSources Sources { get; init; } = new([], AreShown: true);

    /// <summary>Findings that are known and accepted.</summary>
    public KnownList Known { get; init; } = KnownList.None;

    /// <summary>True if a script lies in one of the folders.</summary>
    public bool IsWanted(string path) => Classes.IsEmpty || path.Split('/').SkipLast(1).Any(Classes.Contains);
}
