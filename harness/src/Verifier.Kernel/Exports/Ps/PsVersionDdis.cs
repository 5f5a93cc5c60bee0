namespace Verifier.Kernel;

/// <summary>The version of this Windows, and its exported routines.</summary>
internal static class PsVersionDdis
{
    /// <summary>Major, minor and build number; false, as this is no checked build. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool PsGetVersion(
        Machine machine,
        Out<uint> majorVersion,
        Out<uint> minorVersion,
        Out<uint> buildNumber,
        [Parameter(Name = "CSDVersion")] UnicodeString csdVersion = default)
    {
        var (major, minor, build) = VersionNumbers.NumbersOf(machine.Profile.Version);
        Tell(machine, majorVersion, major);
        Tell(machine, minorVersion, minor);
        Tell(machine, buildNumber, build);
        if (csdVersion != 0)
        {
            CountedString.Unicode(machine, csdVersion).Set(0, 0, 0);
        }

        return false;
    }

    /// <summary>
    /// Fills an RTL_OSVERSIONINFOW of 0x114 bytes, or an RTL_OSVERSIONINFOEXW of 0x11C, as its first member says. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlGetVersion(Machine machine, Pointer versionInformation)
    {
        const int majorOffset = 4, minorOffset = 8, buildOffset = 0x0C, platformOffset = 0x10, servicePackOffset = 0x14;
        const int servicePackNumberOffset = 0x114, suiteOffset = 0x118, productOffset = 0x11A;
        const uint extendedBytes = 0x11C;
        var (major, minor, build) = VersionNumbers.NumbersOf(machine.Profile.Version);
        versionInformation.Write(majorOffset, major);
        versionInformation.Write(minorOffset, minor);
        versionInformation.Write(buildOffset, build);
        versionInformation.Write(platformOffset, VersionNumbers.PlatformNt);
        versionInformation.Write(servicePackOffset, (ushort)0);
        if (versionInformation.Read<uint>() == extendedBytes)
        {
            versionInformation.Write(servicePackNumberOffset, 0u);
            versionInformation.Write(suiteOffset, (ushort)VersionNumbers.Suite);
            versionInformation.Write(productOffset, (ushort)VersionNumbers.ProductOf(machine.Profile.Version));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// STATUS_SUCCESS if this Windows meets conditions, each about a member of an RTL_OSVERSIONINFOEXW; STATUS_REVISION_MISMATCH if not,
    /// STATUS_INVALID_PARAMETER without members or conditions. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlVerifyVersionInfo(Machine machine, Pointer versionInfo, uint typeMask, ulong conditionMask) =>
        typeMask == 0 || conditionMask == 0 ? NTSTATUS.STATUS_INVALID_PARAMETER
        : new VersionCondition(machine, versionInfo, conditionMask).IsMet(typeMask) ? NTSTATUS.STATUS_SUCCESS
        : NTSTATUS.STATUS_REVISION_MISMATCH;

    /// <summary>A mask of conditions with one more, for RtlVerifyVersionInfo. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong VerSetConditionMask(Machine machine, ulong conditionMask, uint typeMask, byte condition) =>
        VersionCondition.Add(conditionMask, typeMask, condition);

    /// <summary>
    /// True if this Windows has at least that version of the driver interface, such as NTDDI_WIN7 (0x06010000). FALSE for the version of a
    /// service pack. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool RtlIsNtDdiVersionAvailable(Machine machine, uint version)
    {
        const int majorShift = 24, minorShift = 16;
        var (major, minor, _) = VersionNumbers.NumbersOf(machine.Profile.Version);
        return (ushort)version == 0 && version <= (major << majorShift | minor << minorShift);
    }

    /// <summary>
    /// True if this Windows has at least that version of WDM (0x01, 0x10 is Windows 2000; 0x06, 0x00 Vista). IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool IoIsWdmVersionAvailable(Machine machine, byte majorVersion, byte minorVersion) =>
        (majorVersion << 8 | minorVersion) <= WdmVersion(machine.Profile.Version);

    /// <summary>The address of a kernel routine by its name; NULL when this Windows does not export it. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Modelled = "finds routines that are modelled and that this Windows has")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static Pointer MmGetSystemRoutineAddress(Machine machine, UnicodeString systemRoutineName) =>
        new(machine, machine.SystemRoutines.AddressOf(CountedString.Unicode(machine, systemRoutineName).Text));

    private static int WdmVersion(WindowsVersion version) => version switch
    {
        WindowsVersion.Windows2000 => 0x110,
        WindowsVersion.WindowsXP => 0x120,
        WindowsVersion.Server2003 => 0x130,
        _ => 0x600,
    };

    private static void Tell(Machine machine, ulong variable, uint number)
    {
        if (variable != 0)
        {
            machine.Memory.Write(variable, number);
        }
    }
}
