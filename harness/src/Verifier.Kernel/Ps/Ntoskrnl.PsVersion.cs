namespace Verifier.Kernel;

/// <content>Which Windows this is.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Major, minor and build number; false, as this is no checked build. IRQL: PASSIVE_LEVEL.</summary>
    public bool PsGetVersion(out uint majorVersion, out uint minorVersion, out uint buildNumber)
    {
        using var frame = new StackFrame(Machine);
        var (major, minor, build) = (frame.Push(0u), frame.Push(0u), frame.Push(0u));
        var isChecked = Call(PsVersionDdis.PsGetVersion, major, minor, build, 0) != 0;
        majorVersion = Machine.Memory.Read<uint>(major);
        minorVersion = Machine.Memory.Read<uint>(minor);
        buildNumber = Machine.Memory.Read<uint>(build);
        return isChecked;
    }

    /// <summary>Fills an RTL_OSVERSIONINFOW of 0x114 bytes. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS RtlGetVersion(Pointer versionInformation) => CallForStatus(PsVersionDdis.RtlGetVersion, versionInformation);

    /// <summary>Has this Windows at least that version of WDM (0x01, 0x10 is Windows 2000; 0x06, 0x00 Vista)? IRQL: PASSIVE_LEVEL.</summary>
    public bool IoIsWdmVersionAvailable(byte majorVersion, byte minorVersion) =>
        Call(PsVersionDdis.IoIsWdmVersionAvailable, majorVersion, minorVersion) != 0;

    /// <summary>The address of a kernel routine by its name; NULL when this Windows does not export it. IRQL: PASSIVE_LEVEL.</summary>
    public Pointer MmGetSystemRoutineAddress(UnicodeString systemRoutineName) =>
        CallForPointer(PsVersionDdis.MmGetSystemRoutineAddress, systemRoutineName);
}
