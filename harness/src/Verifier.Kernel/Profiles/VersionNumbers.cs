namespace Verifier.Kernel;

/// <summary>The numbers by which drivers know a version of Windows.</summary>
internal static class VersionNumbers
{
    /// <summary>VER_PLATFORM_WIN32_NT.</summary>
    public const uint PlatformNt = 2;

    /// <summary>VER_SUITE_SINGLEUSERTS.</summary>
    public const uint Suite = 0x100;

    /// <summary>VER_NT_WORKSTATION, or VER_NT_SERVER for a server.</summary>
    public static uint ProductOf(WindowsVersion version) => version == WindowsVersion.Server2003 ? 3u : 1u;

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
}
