using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>All operations, and the list of them that a workload is.</summary>
internal static class WorkloadTable
{
    /// <summary>The words of the workload language, in the order of the documentation.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        .. SystemRequestTable.Lifecycle, .. RequestTable.Entries, .. InformationTable.Entries, .. SystemRequestTable.Requests, .. SystemEventTable.Entries,
        .. ControlTable.Entries, .. BlockTable.Entries, .. PressureTable.Entries,
    ];

    /// <summary>A list of operations.</summary>
    public static IKind<ImmutableArray<Operation>> Operations { get; } =
        new ListKind<Operation>(new OperationKind(Entries), "operations");
}
