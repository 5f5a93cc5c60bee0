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

    private static Pointer TypeObject(Machine machine, ObjectKind kind) => new(machine, machine.KernelData.ObjectType((int)kind));
}
