namespace Verifier.Kernel;

/// <summary>The variables that the kernel exports, and what they hold: object types, the system process, the end of the user range.</summary>
internal static class KernelVariables
{
    /// <summary>*ExEventObjectType.</summary>
    [DataExport]
    public static Pointer ExEventObjectType(Machine machine) => TypeObject(machine, ObjectKind.Event);

    /// <summary>*ExSemaphoreObjectType.</summary>
    [DataExport]
    public static Pointer ExSemaphoreObjectType(Machine machine) => TypeObject(machine, ObjectKind.Semaphore);

    /// <summary>*PsThreadType.</summary>
    [DataExport]
    public static Pointer PsThreadType(Machine machine) => TypeObject(machine, ObjectKind.Thread);

    /// <summary>*PsProcessType.</summary>
    [DataExport]
    public static Pointer PsProcessType(Machine machine) => TypeObject(machine, ObjectKind.Process);

    /// <summary>*IoFileObjectType.</summary>
    [DataExport]
    public static Pointer IoFileObjectType(Machine machine) => TypeObject(machine, ObjectKind.File);

    /// <summary>*IoDeviceObjectType.</summary>
    [DataExport]
    public static Pointer IoDeviceObjectType(Machine machine) => TypeObject(machine, ObjectKind.Device);

    /// <summary>PsInitialSystemProcess: the process of the system's own threads.</summary>
    [DataExport]
    public static Pointer PsInitialSystemProcess(Machine machine) => new(machine, machine.KernelData.SystemProcess);

    /// <summary>MmUserProbeAddress: addresses below are an application's.</summary>
    [DataExport]
    public static ulong MmUserProbeAddress(Machine machine) => RegionLayout.UserProbeAddress;

    /// <summary>MmHighestUserAddress: the last address of an application.</summary>
    [DataExport]
    public static Pointer MmHighestUserAddress(Machine machine) => new(machine, RegionLayout.UserProbeAddress - 1);

    /// <summary>MmSystemRangeStart: the first address of the system.</summary>
    [DataExport]
    public static Pointer MmSystemRangeStart(Machine machine) => new(machine, RegionLayout.UserProbeAddress);

    /// <summary>*IoDriverObjectType.</summary>
    [DataExport]
    public static Pointer IoDriverObjectType(Machine machine) => TypeObject(machine, ObjectKind.Driver);

    /// <summary>*IoAdapterObjectType.</summary>
    [DataExport]
    public static Pointer IoAdapterObjectType(Machine machine) => TypeObject(machine, ObjectKind.Adapter);

    /// <summary>KeNumberProcessors: how many processors there are; one.</summary>
    [DataExport]
    public static sbyte KeNumberProcessors(Machine machine) => 1;

    /// <summary>NtBuildNumber: the build of this Windows; the upper four bits say that it is a free build.</summary>
    [DataExport]
    public static uint NtBuildNumber(Machine machine) => FreeBuild | VersionNumbers.NumbersOf(machine.Profile.Version).Build;

    /// <summary>NlsMbCodePageTag: has the ANSI code page characters of two bytes? It has none.</summary>
    [DataExport]
    public static bool NlsMbCodePageTag(Machine machine) => false;

    /// <summary>NlsMbOemCodePageTag: has the OEM code page characters of two bytes? It has none.</summary>
    [DataExport]
    public static bool NlsMbOemCodePageTag(Machine machine) => false;

    /// <summary>KdDebuggerEnabled: was the system started for a kernel debugger? It was not.</summary>
    [DataExport]
    public static bool KdDebuggerEnabled(Machine machine) => false;

    /// <summary>KdDebuggerNotPresent: is there no kernel debugger at the other end? There is none.</summary>
    [DataExport]
    public static bool KdDebuggerNotPresent(Machine machine) => true;

    /// <summary>KdComPortInUse: the registers of the debugger's serial port; NULL, as no debugger uses one.</summary>
    [DataExport]
    public static Pointer KdComPortInUse(Machine machine) => new(machine, 0);

    /// <summary>InitSafeBootMode: 0, as this is no safe mode.</summary>
    [DataExport]
    public static uint InitSafeBootMode(Machine machine) => 0;

    /// <summary>KeLoaderBlock: what the boot loader left; NULL once the system has started.</summary>
    [DataExport]
    public static Pointer KeLoaderBlock(Machine machine) => new(machine, 0);

    /// <summary>KeTickCount: a KSYSTEM_TIME of the clock interrupts since boot. A driver's call of the kernel brings it up to date.</summary>
    [DataExport(Bytes = 12)]
    public static void KeTickCount(Machine machine, Pointer at)
    {
        const int highOffset = 4, secondHighOffset = 8;
        var ticks = (ulong)(machine.Clock.Now / Clock.TimeIncrement);
        at.Write(0, (uint)(ticks & uint.MaxValue));
        at.Write(highOffset, (uint)(ticks >> 32));
        at.Write(secondHighOffset, (uint)(ticks >> 32));
    }

    /// <summary>KiBugCheckData: the code and the four parameters of the stop; 0 for as long as the machine runs.</summary>
    [DataExport(Bytes = 40)]
    public static void KiBugCheckData(Machine machine, Pointer at) => machine.Memory.Fill(at, BytesOfBugCheck, 0);

    /// <summary>HalDispatchTable: the routines of the HAL that have no export. Each of them answers STATUS_NOT_SUPPORTED.</summary>
    [DataExport(Bytes = 0xC0)]
    public static void HalDispatchTable(Machine machine, Pointer at)
    {
        at.Write(0, VersionOfHalDispatch);
        var routine = machine.Images.Kernel.Add("HalpNotSupported", (_, _, _, _) => NotSupported(machine));
        for (var offset = sizeof(ulong); offset < BytesOfHalDispatch; offset += sizeof(ulong))
        {
            at.Write(offset, routine);
        }

        // HalExamineMBR gives nothing back but the boot record that it looks for: there is none.
        at.Write(ExamineBootRecord, machine.Images.Kernel.Add("HalExamineMBR", (_, _, _, record) => NoBootRecord(machine, record)));
    }

    private const uint FreeBuild = 0xF000_0000;
    private const int BytesOfBugCheck = 40;
    private const int BytesOfHalDispatch = 0xC0;
    private const uint VersionOfHalDispatch = 3;
    private const int ExamineBootRecord = 0x28;

    private static IEnumerator<KernelAction> NotSupported(Machine machine)
    {
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_NOT_SUPPORTED.Value;
        yield break;
    }

    private static IEnumerator<KernelAction> NoBootRecord(Machine machine, ulong record)
    {
        machine.Memory.Write(record, 0UL);
        yield break;
    }

    private static Pointer TypeObject(Machine machine, ObjectKind kind) => new(machine, machine.KernelData.ObjectType((int)kind));
}
