namespace Verifier.Kernel;

/// <summary>Which Windows this is, and which routines it has.</summary>
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
        var (major, minor, build) = NumbersOf(machine.Profile.Version);
        Tell(machine, majorVersion, major);
        Tell(machine, minorVersion, minor);
        Tell(machine, buildNumber, build);
        if (csdVersion != 0)
        {
            CountedString.Unicode(machine, csdVersion).Set(0, 0, 0);
        }

        return false;
    }

    /// <summary>Fills an RTL_OSVERSIONINFOW of 0x114 bytes. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlGetVersion(Machine machine, Pointer versionInformation)
    {
        const int majorOffset = 4, minorOffset = 8, buildOffset = 0x0C, platformOffset = 0x10, servicePackOffset = 0x14;
        const uint platformNt = 2;
        var (major, minor, build) = NumbersOf(machine.Profile.Version);
        versionInformation.Write(majorOffset, major);
        versionInformation.Write(minorOffset, minor);
        versionInformation.Write(buildOffset, build);
        versionInformation.Write(platformOffset, platformNt);
        versionInformation.Write(servicePackOffset, (ushort)0);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Has this Windows at least that version of WDM (0x01, 0x10 is Windows 2000; 0x06, 0x00 Vista)? IRQL: PASSIVE_LEVEL.
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

    /// <summary>Major, minor and build number of the first release of a version.</summary>
    public static (uint Major, uint Minor, uint Build) NumbersOf(WindowsVersion version) => version switch
    {
        WindowsVersion.Windows2000 => (5, 0, 2195),
        WindowsVersion.WindowsXP => (5, 1, 2600),
        WindowsVersion.Server2003 => (5, 2, 3790),
        WindowsVersion.Vista => (6, 0, 6000),
        WindowsVersion.Windows7 => (6, 1, 7600),
        WindowsVersion.Windows8 => (6, 2, 9200),
        WindowsVersion.Windows81 => (6, 3, 9600),
        WindowsVersion.Windows10 => (10, 0, 18363),
        WindowsVersion.Windows10_2004 => (10, 0, 19041),
        WindowsVersion.Windows11 => (10, 0, 22000),
        _ => (10, 0, 22621),
    };

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
