using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>
/// The operations that a script itself may make fail: by its faults, by short memory, or because it says so with <c>status</c>.
/// </summary>
/// <param name="scenario">The scenario.</param>
internal sealed class PlannedFailures(Scenario scenario)
{
    private readonly bool _memoryMayBeShort = scenario.Verifier is { LowResources: not null } or { NdisLowResources: true } or { SystematicLowResources: true }
        || scenario.System is not { NonpagedPool: null, PagedPool: null, SystemPtes: null, MapRegisters: null }
        || OperationNames.AllOf(scenario.Workload).Any(o => o is PressureOperation and not PressureTrimOperation);

    /// <summary>True if the operation may fail without a fault of the driver's own.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it may.</returns>
    public bool Include(Operation operation) => _memoryMayBeShort
        || operation.AllowedStatuses.Any(s => s.IsFailure)
        || scenario.Faults.Any(f => f.Where.Operations.IsEmpty || (operation.Name is { } name && f.Where.Operations.Any(o => o.Matches(name))));
}
