using System.Collections.Frozen;

namespace Verifier.Kernel;

/// <summary>
/// Names in wdm.h that are nothing but a call of an export: in a driver's source stands the one, in its imports and in a trace the other. Macros
/// that do more than that are DDIs of their own (<see cref="Ddi.ExpandsTo"/>).
/// </summary>
public static class DdiMacros
{
    /// <summary>The export that each name calls.</summary>
    public static FrozenDictionary<string, string> Exports { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ExInterlockedFlushSList"] = "ExpInterlockedFlushSList",
        ["ExInterlockedPopEntrySList"] = "ExpInterlockedPopEntrySList",
        ["ExInterlockedPushEntrySList"] = "ExpInterlockedPushEntrySList",
        ["IoCallDriver"] = "IofCallDriver",
        ["IoCompleteRequest"] = "IofCompleteRequest",
        ["IoInitializeDpcRequest"] = "KeInitializeDpc",
        ["IoRequestDpc"] = "KeInsertQueueDpc",
        ["KdPrint"] = "DbgPrint",
        ["MmLockPagableCodeSection"] = "MmLockPagableDataSection",
        ["ObDereferenceObject"] = "ObfDereferenceObject",
        ["ObReferenceObject"] = "ObfReferenceObject",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
