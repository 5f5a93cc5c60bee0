using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>
/// One scenario script, read, checked and bound: what to run, on which machine, with which faults, and what must come out.
/// </summary>
public sealed record Scenario : ScenarioNode
{
    /// <summary>Name of the scenario; equal to the file name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people: what must hold. Empty if the script says nothing.</summary>
    public string Says { get; init; } = "";

    /// <summary>The drivers the scenario is for; at least one.</summary>
    public required ImmutableArray<DriverSelection> Drivers { get; init; }

    /// <summary>Drivers that are loaded beside the driver under test, in the order of the script.</summary>
    public ImmutableArray<WithEntry> With { get; init; } = [];

    /// <summary>
    /// True for a scenario that was written to show a defect once and keeps watch afterwards: what it expects to be found must not come any
    /// more.
    /// </summary>
    public bool IsRegression { get; init; }

    /// <summary>The simulated machine.</summary>
    public SystemSettings System { get; init; } = SystemSettings.Default;

    /// <summary>Driver Verifier's options and its own fault settings.</summary>
    public VerifierSettings Verifier { get; init; } = VerifierSettings.None;

    /// <summary>The properties that the bus reports of the device that the driver is started for; null if the script gives none.</summary>
    public DeviceSettings? Device { get; init; }

    /// <summary>The device that the driver talks to; null for a plain one.</summary>
    public HardwareSettings? Hardware { get; init; }

    /// <summary>Registry keys that are there before the driver is loaded, in the order of the script.</summary>
    public ImmutableArray<RegistryKeySettings> Registry { get; init; } = [];

    /// <summary>
    /// Seed of everything random in the scenario that has no seed of its own (<c>random:</c> data, dice). 0 unless the script says one.
    /// </summary>
    public ulong Seed { get; init; }

    /// <summary>The answers of the simulated device below the driver's, in the order of the script.</summary>
    public ImmutableArray<BelowRule> Below { get; init; } = [];

    /// <summary>The files that the simulated machine has from the beginning.</summary>
    public ImmutableArray<SimulatedFile> Files { get; init; } = [];

    /// <summary>The operations on the driver, in order; at least one.</summary>
    public required ImmutableArray<Operation> Workload { get; init; }

    /// <summary>The fault rules in the order of the script: the first that says "fail" wins.</summary>
    public ImmutableArray<FaultRule> Faults { get; init; } = [];

    /// <summary>The settings of exploration beyond the explicit faults; null to explore nothing.</summary>
    public ExploreSettings? Explore { get; init; }

    /// <summary>The expected findings and outcomes, in the order of the script.</summary>
    public ImmutableArray<Expectation> Expectations { get; init; } = [];
}
