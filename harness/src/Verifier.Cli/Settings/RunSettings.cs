using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Settings;

/// <summary>The settings of a <c>run</c>.</summary>
internal sealed record RunSettings
{
    /// <summary>Scripts and folders.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The sources of drivers besides the paths that scripts name.</summary>
    public DriverSources Sources { get; init; } = DriverSources.None;

    /// <summary>Keep drivers that match one of these; empty for all.</summary>
    public ImmutableArray<Glob> Drivers { get; init; } = [];

    /// <summary>Missing imports whose calls are answered by hand.</summary>
    public ImmutableArray<ImportStub> Stubs { get; init; } = [];

    /// <summary>The seed for all runs; null for each script's own.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Runs at one time.</summary>
    public required int Jobs { get; init; }

    /// <summary>The settings of the exploration.</summary>
    public ExploreRequest Explore { get; init; } = new();

    /// <summary>The part to do: of the runs, and of what is explored.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Explore in worker processes? In this process if not; as the host does it if null.</summary>
    public bool? IsIsolated { get; init; }

    /// <summary>True to make a minimal scenario for each unexpected finding of an exploration.</summary>
    public bool MakesMinimal { get; init; } = true;

    /// <summary>Only say what would run.</summary>
    public bool IsWhatIf { get; init; }

    /// <summary>The results folder.</summary>
    public required string ResultsFolder { get; init; }

    /// <summary>The same for drivers of which some may be compiled: those run in worker processes only.</summary>
    public RunSettings For(IEnumerable<DriverUnderTest> drivers) => drivers.Any(driver => driver.RunsCompiledCode) ? this with { IsIsolated = true } : this;
}
