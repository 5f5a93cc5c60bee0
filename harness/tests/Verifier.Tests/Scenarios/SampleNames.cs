using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Scenarios;

/// <summary>A small machine's words, so that the language's tests do not depend on the DDI catalogue.</summary>
internal sealed class SampleNames : IScenarioNames
{
    public IReadOnlyCollection<string> Ddis { get; } =
    [
        "ExAllocatePoolWithTag", "ExAllocatePool2", "ExFreePoolWithTag", "IoAllocateMdl", "IoAllocateIrp", "IoAllocateWorkItem",
        "IoCreateDevice", "MmMapLockedPagesSpecifyCache", "KeWaitForSingleObject",
    ];

    public IReadOnlyCollection<string> OtherDdis { get; } = ["ExFreePool", "IoCallDriver", "KeInitializeEvent", "KeInitializeTimer"];

    public IReadOnlyCollection<string> Families { get; } =
        ["pool", "mdl", "map", "irp", "work-item", "dma", "string", "object", "lookaside", "wait", "all"];

    public IReadOnlyCollection<string> Profiles { get; } =
        ["windows-2000-x86", "windows-2000-alpha", "windows-xp-x86", "windows-vista-x64", "windows-10-x64"];

    public IReadOnlyDictionary<string, uint> Statuses { get; } = new Dictionary<string, uint>(StringComparer.Ordinal)
    {
        ["STATUS_SUCCESS"] = 0,
        ["STATUS_UNSUCCESSFUL"] = 0xC0000001,
        ["STATUS_INVALID_DEVICE_REQUEST"] = 0xC0000010,
        ["STATUS_NO_MEMORY"] = 0xC0000017,
        ["STATUS_DEVICE_NOT_CONNECTED"] = 0xC000009D,
        ["STATUS_INSUFFICIENT_RESOURCES"] = 0xC000009A,
        ["STATUS_CANCELLED"] = 0xC0000120,
    };

    public IReadOnlyDictionary<string, uint> MinorFunctions { get; } = new Dictionary<string, uint>(StringComparer.Ordinal)
    {
        ["IRP_MN_QUERY_CAPABILITIES"] = 9,
        ["IRP_MN_QUERY_STOP_DEVICE"] = 5,
        ["IRP_MN_SET_POWER"] = 2,
    };

    public IReadOnlyDictionary<string, uint> BugChecks { get; } = new Dictionary<string, uint>(StringComparer.Ordinal)
    {
        ["DRIVER_VERIFIER_DETECTED_VIOLATION"] = 0xC4,
    };
}
