using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>
/// Everything that decides what one run does (ARCHITECTURE.md D4): the scenario, the driver, the machine, the fault rules, the seed. The
/// same plan gives the same trace on any machine.
/// </summary>
public sealed record Plan
{
    /// <summary>The scenario, with the path and hash of its script.</summary>
    public required ScenarioScript Script { get; init; }

    /// <summary>The scenario.</summary>
    public Scenario Scenario => Script.Scenario;

    /// <summary>Hash of the scenario's script.</summary>
    public string ScenarioHash => Script.Hash;

    /// <summary>Path of the script, as the user gave it.</summary>
    public string ScenarioPath => Script.Path;

    /// <summary>The driver under test.</summary>
    public required DriverUnderTest Driver { get; init; }

    /// <summary>The machine.</summary>
    public required SystemProfile Profile { get; init; }

    /// <summary>Driver Verifier's options.</summary>
    public required DriverVerifierOptions Options { get; init; }

    /// <summary>The fault rules, in order.</summary>
    public required ImmutableArray<PlannedRule> Rules { get; init; }

    /// <summary>Seed of every dice and of random data.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The differences between the run and its script.</summary>
    public Variation Variation { get; init; } = Variation.None;

    /// <summary>The numbers of the scenario's operations.</summary>
    internal WorkloadNumbering Numbering => Script.Numbering;
}
