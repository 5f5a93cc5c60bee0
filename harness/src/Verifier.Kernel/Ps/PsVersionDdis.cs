using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Which Windows this is, and which routines it has.</summary>
internal static class PsVersionDdis
{
    public static readonly Ddi PsGetVersion = Ddi.Declare(
        "PsGetVersion",
        new()
        {
            Parameters = [Address("MajorVersion"), Address("MinorVersion"), Address("BuildNumber"), Address("CSDVersion")],
            Irql = IrqlRule.Passive,
        },
        GetVersion);

    public static readonly Ddi RtlGetVersion = Ddi.Declare(
        "RtlGetVersion", new() { Parameters = [Address("VersionInformation")], Irql = IrqlRule.Passive }, FillVersion);

    public static readonly Ddi IoIsWdmVersionAvailable = Ddi.Declare(
        "IoIsWdmVersionAvailable",
        new() { Parameters = [Value("MajorVersion"), Value("MinorVersion")], Irql = IrqlRule.Passive },
        (machine, a) => ((a[0] & 0xFF) << 8 | (a[1] & 0xFF)) <= WdmVersion(machine.Profile.Version) ? 1UL : 0);

    public static readonly Ddi MmGetSystemRoutineAddress = Ddi.Declare(
        "MmGetSystemRoutineAddress",
        new()
        {
            Parameters = [Address("SystemRoutineName")],
            Irql = IrqlRule.Passive,
            Modelled = "finds routines that are modelled and that this Windows has",
        },
        (machine, a) => machine.SystemRoutines.AddressOf(CountedString.Unicode(machine, a[0]).Text));

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

    private static ulong WdmVersion(WindowsVersion version) => version switch
    {
        WindowsVersion.Windows2000 => 0x110,
        WindowsVersion.WindowsXP => 0x120,
        WindowsVersion.Server2003 => 0x130,
        _ => 0x600,
    };

    private static ulong GetVersion(Machine machine, ReadOnlySpan<ulong> a)
    {
        var (major, minor, build) = NumbersOf(machine.Profile.Version);
        var numbers = (ReadOnlySpan<uint>)[major, minor, build];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (a[i] != 0)
            {
                machine.Memory.Write(a[i], numbers[i]);
            }
        }

        if (a[3] != 0)
        {
            CountedString.Unicode(machine, a[3]).Set(0, 0, 0);
        }

        return 0;
    }

    private static ulong FillVersion(Machine machine, ReadOnlySpan<ulong> a)
    {
        const ulong majorOffset = 4, minorOffset = 8, buildOffset = 0x0C, platformOffset = 0x10, servicePackOffset = 0x14;
        const uint platformNt = 2;
        var (major, minor, build) = NumbersOf(machine.Profile.Version);
        machine.Memory.Write(a[0] + majorOffset, major);
        machine.Memory.Write(a[0] + minorOffset, minor);
        machine.Memory.Write(a[0] + buildOffset, build);
        machine.Memory.Write(a[0] + platformOffset, platformNt);
        machine.Memory.Write(a[0] + servicePackOffset, (ushort)0);
        return NTSTATUS.STATUS_SUCCESS.Value;
    }
}
