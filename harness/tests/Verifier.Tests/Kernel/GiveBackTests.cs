using Verifier.Kernel;

namespace Verifier.Tests.Kernel;

/// <summary>
/// Every DDI that can fail for lack of resources, judged one by one against its public page: which of its calls give something back? A DDI
/// that is added and can fail fails this test until it stands in one of the two tables.
/// </summary>
public sealed class GiveBackTests
{
    /// <summary>Calls that give back, by DDI, as the declaration says it.</summary>
    private static readonly Dictionary<string, string> s_givesBack = new()
    {
        // "IoSetDeviceInterfaceState function (wdm.h)": FALSE disables.
        ["IoSetDeviceInterfaceState"] = "Enable is FALSE",

        // "IoWMIRegistrationControl function (wdm.h)": DEREGISTER gives back, REREGISTER begins by it, UPDATE_GUIDS has the driver asked again.
        ["IoWMIRegistrationControl"] = "Action is not WMIREG_ACTION_REGISTER",

        // "PsSetCreateProcessNotifyRoutine function (ntddk.h)" and the page of its successor: Remove takes the routine from the list.
        ["PsSetCreateProcessNotifyRoutine"] = "Remove is TRUE",
        ["PsSetCreateProcessNotifyRoutineEx"] = "Remove is TRUE",
    };

    /// <summary>DDIs that ask for something with any arguments.</summary>
    private static readonly string[] s_onlyAsks =
    [
        "AllocateAdapterChannel", "AllocateCommonBuffer", "BuildMdlFromScatterGatherList", "BuildScatterGatherList", "CmRegisterCallback",
        "CmRegisterCallbackEx", "ExAllocateCacheAwareRundownProtection", "ExAllocateFromLookasideListEx",
        "ExAllocateFromNPagedLookasideList", "ExAllocateFromPagedLookasideList", "ExAllocatePool", "ExAllocatePool2", "ExAllocatePool3",
        "ExAllocatePoolPriorityUninitialized", "ExAllocatePoolPriorityZero", "ExAllocatePoolQuotaUninitialized",
        "ExAllocatePoolQuotaZero", "ExAllocatePoolUninitialized", "ExAllocatePoolWithQuota", "ExAllocatePoolWithQuotaTag",
        "ExAllocatePoolWithTag", "ExAllocatePoolWithTagPriority", "ExAllocatePoolZero", "ExAllocateTimer", "ExCreateCallback",
        "ExRegisterCallback", "GetScatterGatherList", "IoAllocateDriverObjectExtension", "IoAllocateErrorLogEntry", "IoAllocateIrp",
        "IoAllocateMdl", "IoAllocateWorkItem", "IoAttachDevice", "IoBuildAsynchronousFsdRequest", "IoBuildDeviceIoControlRequest",
        "IoBuildSynchronousFsdRequest", "IoConnectInterrupt", "IoConnectInterruptEx", "IoCreateDevice", "IoCreateDeviceSecure",
        "IoCreateNotificationEvent", "IoCreateSymbolicLink", "IoCreateSynchronizationEvent", "IoCreateUnprotectedSymbolicLink",
        "IoGetDeviceInterfaces", "IoGetDeviceObjectPointer", "IoGetDeviceProperty", "IoGetDmaAdapter", "IoInitializeTimer",
        "IoMakeAssociatedIrp", "IoOpenDeviceInterfaceRegistryKey", "IoOpenDeviceRegistryKey", "IoRegisterDeviceInterface",
        "IoRegisterLastChanceShutdownNotification", "IoRegisterPlugPlayNotification", "IoRegisterShutdownNotification",
        "IoReportDetectedDevice", "IoReportTargetDeviceChangeAsynchronous", "IoSetCompletionRoutineEx", "IoWMIOpenBlock",
        "IoWMIWriteEvent", "KeRegisterNmiCallback", "KeSaveFloatingPointState", "KeWaitForMultipleObjects", "KeWaitForMutexObject",
        "KeWaitForSingleObject", "MmAllocateContiguousMemory", "MmAllocateContiguousMemorySpecifyCache",
        "MmAllocateContiguousMemorySpecifyCacheNode", "MmAllocateContiguousNodeMemory", "MmAllocateMappingAddress",
        "MmAllocateNodePagesForMdlEx", "MmAllocateNonCachedMemory", "MmAllocatePagesForMdl", "MmAllocatePagesForMdlEx",
        "MmGetPhysicalMemoryRanges", "MmGetSystemAddressForMdlSafe", "MmMapIoSpace", "MmMapIoSpaceEx", "MmMapLockedPages",
        "MmMapLockedPagesSpecifyCache", "MmProbeAndLockPages", "MmProbeAndLockProcessPages", "MmProbeAndLockSelectedPages",
        "NdisAllocateGenericObject", "NdisAllocateMdl", "NdisAllocateMemoryWithTag", "NdisAllocateMemoryWithTagPriority",
        "NdisAllocateNetBufferAndNetBufferList", "NdisAllocateNetBufferListPool", "ObLogSecurityDescriptor", "ObOpenObjectByPointer",
        "ObRegisterCallbacks", "PoRequestPowerIrp", "PsCreateSystemThread", "PsSetCreateThreadNotifyRoutine",
        "PsSetLoadImageNotifyRoutine", "RtlAnsiStringToUnicodeString", "RtlCreateRegistryKey", "RtlCreateSystemVolumeInformationFolder",
        "RtlCreateUnicodeString", "RtlDowncaseUnicodeString", "RtlQueryRegistryValues", "RtlStringFromGUID",
        "RtlUnicodeStringToAnsiString", "RtlUpcaseUnicodeString", "RtlWriteRegistryValue", "SeAppendPrivileges", "SeAssignSecurity",
        "SeCaptureSecurityDescriptor", "SeConvertStringSecurityDescriptorToSecurityDescriptor", "SeCreateClientSecurity",
        "SeSetSecurityDescriptorInfo", "ZwAllocateVirtualMemory", "ZwCreateDirectoryObject", "ZwCreateEvent", "ZwCreateFile",
        "ZwCreateKey", "ZwCreateSection", "ZwDeleteValueKey", "ZwMapViewOfSection", "ZwOpenEvent", "ZwOpenFile", "ZwOpenKey",
        "ZwOpenSection", "ZwOpenSymbolicLinkObject", "ZwQueryDirectoryFile", "ZwQueryInformationFile", "ZwReadFile",
        "ZwSetInformationFile", "ZwSetSecurityObject", "ZwSetValueKey", "ZwWriteFile",
    ];

    [Test]
    public void Every_DDI_that_can_fail_is_classified()
    {
        var classified = s_givesBack.Keys.Concat(s_onlyAsks).Order(StringComparer.Ordinal);
        Assert.That(classified, Is.EqualTo(DdiCatalogue.All.Where(d => d.CanFail).Select(d => d.Name).Order(StringComparer.Ordinal)));
    }

    [Test]
    public void Declarations_say_what_the_tables_say()
    {
        var declared = DdiCatalogue.All.Where(d => d.GivesBack is not null).ToDictionary(d => d.Name, d => d.GivesBack!.When);
        Assert.That(declared, Is.EquivalentTo(s_givesBack));
    }

    [TestCase("IoSetDeviceInterfaceState", 0UL, true)]
    [TestCase("IoSetDeviceInterfaceState", 1UL, false)]
    [TestCase("IoSetDeviceInterfaceState", 0xFF00UL, true, Description = "a BOOLEAN is one byte of its register")]
    [TestCase("IoWMIRegistrationControl", 1UL, false, Description = "REGISTER")]
    [TestCase("IoWMIRegistrationControl", 2UL, true, Description = "DEREGISTER")]
    [TestCase("IoWMIRegistrationControl", 3UL, true, Description = "REREGISTER")]
    [TestCase("IoWMIRegistrationControl", 4UL, true, Description = "UPDATE_GUIDS")]
    [TestCase("IoWMIRegistrationControl", 5UL, true, Description = "BLOCK_IRPS")]
    [TestCase("IoWMIRegistrationControl", 0xFFFF_FFFF_0000_0001UL, false, Description = "a ULONG is four bytes of its register")]
    public void Argument_tells_a_call_that_gives_back(string name, ulong second, bool givesBack) =>
        Assert.That(DdiCatalogue.Find(name)!.GivesBack!.Matches([0x1000, second]), Is.EqualTo(givesBack));
}
